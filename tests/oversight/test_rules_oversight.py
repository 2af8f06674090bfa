"""What is unusual about who read whose record: figures at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from westminster.oversight.rules import HOUR, RULES, WEEK, Read, has_surname, is_at_work, unusual

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday


def reads(count: int, *, apart: timedelta = timedelta(seconds=1), one_person: bool = False, **columns) -> list[Read]:
    """`count` reads that end at NOON, the oldest first."""
    usual = {"staff_id": 7, "at_work": True, "with_case": False}
    times = [NOON - apart * (count - n) for n in range(1, count + 1)]
    return [
        Read(entry_id=n, at=at, on=at.date(), resident_id=1 if one_person else n, **(usual | columns))
        for n, at in enumerate(times, 1)
    ]


def found(made: list[Read], *, same_name: bool = False) -> dict[str, tuple[int, ...]]:
    return {one.rule: one.lines for one in unusual(made[-1], made[:-1], same_name=same_name)}


MANY = RULES["many_in_an_hour"].figure


@pytest.mark.parametrize("less", [0, 1])
def test_many_people_within_an_hour(less: int):
    made = reads(MANY - less)
    assert found(made) == ({} if less else {"many_in_an_hour": tuple(range(1, MANY + 1))})


def test_an_hour_ends():
    made = reads(MANY, apart=timedelta(hours=1, seconds=1) / (MANY - 1))
    assert found(made) == {}, "the first was an hour ago"
    made = reads(MANY, apart=HOUR / MANY)
    assert "many_in_an_hour" in found(made)


@pytest.mark.parametrize("less", [0, 1])
def test_many_people_on_one_day(less: int):
    count = RULES["many_in_a_day"].figure
    made = reads(count - less, apart=timedelta(minutes=10))
    assert found(made).keys() == (set() if less else {"many_in_a_day"})


def test_another_day_counts_anew():
    count = RULES["many_in_a_day"].figure
    made = reads(count, apart=timedelta(minutes=15))  # began before midnight
    assert found(made) == {}


@pytest.mark.parametrize("less", [0, 1])
def test_people_when_nobody_is_at_work(less: int):
    made = reads(RULES["out_of_hours"].figure - less, at_work=False)
    assert found(made).keys() == (set() if less else {"out_of_hours"})


def test_what_was_read_at_work_is_not_counted_as_out_of_hours():
    made = reads(20, apart=timedelta(minutes=5))[:10] + reads(4, at_work=False)
    assert found(made) == {}


@pytest.mark.parametrize("less", [0, 1])
def test_one_person_again_and_again(less: int):
    made = reads(RULES["again_and_again"].figure - less, apart=timedelta(days=1), one_person=True)
    assert found(made).keys() == (set() if less else {"again_and_again"})


def test_a_week_ends():
    count = RULES["again_and_again"].figure
    assert found(reads(count, apart=WEEK / (count - 1), one_person=True)) == {}


def test_a_case_is_reason_enough():
    assert found(reads(100, with_case=True)) == {}
    assert found([*reads(100, with_case=True), *reads(MANY - 1)]) == {}


def test_a_surname_in_common_is_told_with_a_case_too():
    assert found(reads(1, with_case=True), same_name=True) == {"own_name": (1,)}


@pytest.mark.parametrize(
    ("name", "surname", "same"),
    [
        ("Hana Clarke", "Clarke", True),
        ("Hana Clarke", "CLARKE", True),
        ("Ana de la Cruz", "de la Cruz", True),
        ("Hana Clarke", "Hana", False),
        ("Hana Clarke", "Larke", False),
        ("Hana Clarke", "", False),
        ("", "Clarke", False),
    ],
)
def test_whether_they_have_a_surname_in_common(name: str, surname: str, same: bool):
    assert has_surname(name, surname) == same


@pytest.mark.parametrize(("hour", "at_work"), [(6, False), (7, True), (19, True), (20, False)])
def test_when_people_are_at_work(hour: int, at_work: bool):
    assert is_at_work(hour, working_day=True) == at_work
    assert not is_at_work(hour, working_day=False)
