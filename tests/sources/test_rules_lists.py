from datetime import date

import pytest

from westminster.sources.csv_files import BrokenFile, BrokenRow
from westminster.sources.list_rules import Person, people, why_not_until

TODAY = date(2026, 11, 20)
HEADER = "Number,Name,Birth date,Course\n"
GOOD = "TC 20-4817,Maria Santos,2004-05-17,Law\n"
MARIA = Person("TC204817", "maria santos", date(2004, 5, 17))


@pytest.mark.parametrize(
    "data",
    [
        HEADER + GOOD,
        "\ufeff" + (HEADER + GOOD).replace("\n", "\r\n"),
        HEADER + GOOD.replace("2004-05-17", "17/05/2004"),
        HEADER + GOOD.replace("Maria Santos", '"SANTOS, Ms Maria"'),
    ],
)
def test_a_list_says_who_is_on_it(data):
    assert list(people(data.encode(), TODAY)) == [MARIA]


def test_a_number_or_a_name_is_enough():
    assert list(people(b"number,birth_date\nTC204817,2004-05-17\n", TODAY)) == [Person("TC204817", "", MARIA.born_on)]
    assert list(people(b"birth_date,name\n2004-05-17,Maria Santos\n", TODAY)) == [Person("", MARIA.name, MARIA.born_on)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("TC1\n", "number of cells: 1, where the first line has 4"),
        (",,2004-05-17,Law\n", "number and name are both empty"),
        ("-,?,2004-05-17,Law\n", "number and name are both empty"),
        ("TC1,A,,Law\n", "birth_date must be a date such as 2004-05-17 or 17/05/2004"),
        ("TC1,A,05/17/2004,Law\n", "birth_date must be a date such as 2004-05-17 or 17/05/2004"),
        ("TC1,A,2026-11-21,Law\n", "birth_date is of nobody alive"),
        ("TC1,A,1895-01-01,Law\n", "birth_date is of nobody alive"),
        ("TC1,A\udcff,2004-05-17,Law\n", "name is not UTF-8 text"),
        (f"TC1,{'A' * 1_001},2004-05-17,Law\n", "name has more than 1000 characters"),
        (GOOD, "this person is in line 2 too"),
    ],
)
def test_a_broken_row_is_named_by_its_line(row, why):
    data = (HEADER + GOOD + row).encode(errors="surrogateescape")
    assert list(people(data, TODAY)) == [MARIA, BrokenRow(3, why)]


@pytest.mark.parametrize("header", ["", "number,name\n", "birth_date,name,name\n", "%PDF-1.7\n"])
def test_a_file_of_another_kind_is_refused(header):
    with pytest.raises(BrokenFile, match="line 1"):
        list(people((header + GOOD).encode(), TODAY))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 19), "must be today or later"),
        (TODAY, None),
        (date(2027, 12, 25), None),
        (date(2027, 12, 26), "within 400 days"),
    ],
)
def test_a_list_is_used_until_a_day_that_is_not_far(day, why):
    said = why_not_until(day, TODAY)
    assert (why in str(said)) if why else said is None
