from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.sources.csv_files import BrokenFile, BrokenRow
from westminster.sources.extract_rules import Household, households, is_stale

HEADER = "Account number,Names,Address 1,Address 2,Postcode,From date\r\n"
AMINA = "CT-10000014,Amina Rahman; RAHMAN B,14 Lamplighter House,London,NW8 9AY,2019-04-01\r\n"


def test_an_extract_says_who_is_liable_where_and_from_when():
    row = Household("CT10000014", ("Amina Rahman", "RAHMAN B"), "NW8 9AY", date(2019, 4, 1))
    for data in (
        HEADER + AMINA,
        "\ufeff" + HEADER + AMINA,
        (HEADER + AMINA).replace("\r\n", "\n"),
        HEADER + "\n" + AMINA,
    ):
        assert list(households(data.encode())) == [row]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("CT-1\n", "number of cells: 1, where the first line has 6"),
        ("A,N,1,London,NW8 9AY,2019-04-01\n", "account_number must have 4 to 30 letters and digits"),
        ("CT-2222,,1,London,NW8 9AY,2019-04-01\n", "names is empty"),
        ("CT-2222, ; ,1,London,NW8 9AY,2019-04-01\n", "names is empty"),
        ("CT-2222,N,1,London,Soho,2019-04-01\n", "postcode is not a postcode"),
        ("CT-2222,N,1,London,NW8 9AY,1 April\n", "from_date must be a date such as 2026-04-01"),
        ("CT-2222,N\udcff,1,London,NW8 9AY,2019-04-01\n", "names is not UTF-8 text"),
        ("CT-2222,N\0,1,London,NW8 9AY,2019-04-01\n", "names has a line end or another character that cannot be shown"),
        (f"CT-2222,{'N' * 1_001},1,London,NW8 9AY,2019-04-01\n", "names has more than 1000 characters"),
        (AMINA.replace("CT-", "ct "), "its account_number is in line 2 too"),
    ],
)
def test_a_broken_row_is_named_by_its_line_and_the_rows_after_it_are_read(row, why):
    data = (HEADER + AMINA + row + AMINA.replace("14,", "22,", 1)).encode(errors="surrogateescape")
    assert [line for line in households(data) if isinstance(line, BrokenRow)] == [BrokenRow(3, why)]
    assert [line.account for line in households(data) if isinstance(line, Household)] == ["CT10000014", "CT10000022"]


def test_a_row_over_several_lines_is_named_by_its_first():
    data = HEADER + 'CT-10000014,N,"14\nLamplighter\nHouse",London,NW8 9AY,2019-04-01\n' + "x\n"
    assert [row.line for row in households(data.encode()) if isinstance(row, BrokenRow)] == [5]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04\x14\0",
        (HEADER + AMINA).encode("utf-16"),
        AMINA.encode(),
        HEADER.replace(",", ";").encode(),
        HEADER.replace("Address 1", "Names").encode(),
    ],
)
def test_a_file_of_another_kind_is_refused(data):
    with pytest.raises(BrokenFile, match="line 1: the first line must name"):
        list(households(data))


@pytest.mark.parametrize("cell", ['"never closed', "x" * 200_000, '"closed" too early'])
def test_a_file_that_cannot_be_read_on_is_refused(cell):
    with pytest.raises(BrokenFile, match="cannot be read on"):
        list(households(f"{HEADER}CT-10000014,{cell},1,London,NW8 9AY,2019-04-01\n".encode()))


@pytest.mark.parametrize(("days", "stale"), [(0, False), (3, False), (4, True), (400, True)])
def test_an_extract_of_more_than_three_days_ago_is_stale(days, stale):
    assert is_stale(date.fromordinal(date(2026, 11, 20).toordinal() - days), date(2026, 11, 20)) is stale


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_are_a_surprise(data, headed):
    """A file of another kind, or rows and broken rows; a household has all its parts."""
    try:
        rows = list(households(HEADER.encode() + data if headed else data))
    except BrokenFile:
        return
    for row in rows:
        assert isinstance(row, BrokenRow) or (row.account and row.names and row.postcode)
