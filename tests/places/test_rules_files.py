import pytest

from westminster.places.files import BrokenFile, read

HEADER = "postcode,ward,lat,lon\n"
GOOD = "NW8 8EU,E05013794,51.5232,-0.1703\n"


def test_our_file_of_westminster():
    assert list(read([HEADER, GOOD])) == [
        {
            "postcode": "NW8 8EU",
            "ward": "E05013794",
            "council_code": "E09000033",
            "council": "Westminster",
            "latitude": 51.5232,
            "longitude": -0.1703,
        }
    ]


def test_our_file_of_neighbours():
    rows = list(read(["postcode,authority_code,authority\n", "NW1 2EX,E09000007,Camden\n"]))
    assert [(r["postcode"], r["council"], r["ward"]) for r in rows] == [("NW1 2EX", "Camden", None)]


def test_code_point_open_has_no_header_and_goes_beyond_london():
    rows = list(
        read(
            [
                '"NW8 8EU",10,527000,181900,"E92000001","E19000003","E18000007","","E09000033","E05013794"\n',
                '"NW1 2EX",10,529000,182900,"E92000001","E19000003","E18000007","","E09000007","E05013651"\n',
                '"AB1 0AA",10,385386,801193,"S92000003","","S08000020","","S12000033","S13002843"\n',
            ]
        )
    )
    assert [(r["postcode"], r["council"], r["ward"]) for r in rows] == [
        ("NW8 8EU", "Westminster", "E05013794"),
        ("NW1 2EX", "Camden", None),
    ]


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ([], 1, "not a file of postcodes"),
        (["name,address\n", GOOD], 1, "not a file of postcodes"),
        ([HEADER, GOOD, "NW8,E05013794,51.5,-0.1\n"], 3, "'NW8' is not a postcode"),
        ([HEADER, GOOD, "NW8 8EX,E05999999,51.5,-0.1\n"], 3, "not a ward"),
        ([HEADER, "NW8 8EX,E05013794,north,-0.1\n"], 2, "north"),
        ([HEADER, "NW8 8EX,E05013794,nan,-0.1\n"], 2, "not in Great Britain"),
        ([HEADER, "NW8 8EX,E05013794\n"], 2, "values to unpack"),
        ([HEADER, GOOD, "NW8 8\udcffX,E05013794,51.5,-0.1\n"], 3, "not UTF-8"),
        ([HEADER, "\n", GOOD, "?\n"], 4, "values to unpack"),
        ([HEADER, GOOD, GOOD], 3, "twice"),
        ([HEADER, GOOD, '"NW8 8EX\n'], 3, "unexpected end"),
        (["postcode,authority_code,authority\n", "NW1 2EX,Camden,Camden\n"], 2, "not the code of a council"),
    ],
)
def test_a_broken_row_is_named_by_its_line(lines, line, why):
    with pytest.raises(BrokenFile, match=why) as caught:
        list(read(lines))
    assert caught.value.line == line
