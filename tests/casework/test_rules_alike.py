"""Which two records staff are asked to compare, and why."""

from datetime import date

import pytest

from westminster.casework.alike_rules import Who, sound, turned, why_alike

BORN = date(1984, 5, 7)


def who(name: str, born_on: date = BORN, postcode: str = "NW8 8EU") -> Who:
    return Who(name, name.rpartition(" ")[2], born_on, postcode)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (who("Amina Rahman"), who("Amina Rahman"), "the same name"),
        (who("Amina Rahman"), who("amina rahmán"), "the same name"),
        (who("Amina Rahman"), who("Rahman Amina", postcode="W2 1RD"), "the same name, turned round"),
        (who("Amina Rahman"), who("Amina Rahmann", postcode="W2 1RD"), "nearly the same name"),
        (who("Stephen Fox"), who("Stefan Focks", postcode="W2 1RD"), "a name that sounds alike"),
        (who("Amina Rahman"), who("Noor Rahman"), "nearly the same surname"),
        (who("Sukarno"), who("Sukarno", postcode="W2 1RD"), "the same name"),
        (who("Amina Rahman"), who("Amina Rahman", date(1984, 7, 5)), "the same name"),
        (who("محمد الأحمد"), who("الاحمد محمد"), "the same name, turned round"),
    ],
)
def test_alike(one: Who, other: Who, why: str):
    assert str(why_alike(one, other)[0]) == why
    assert str(why_alike(other, one)[0]) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (who("Amina Rahman"), who("Amina Rahman", date(1984, 5, 8))),
        (who("Amina Rahman"), who("Wei Chen")),
        (who("Amina Rahman"), who("Noor Rahman", postcode="W2 1RD")),
        (who("Amina Rahman"), who("Amina Rahman", date(1984, 7, 5), "W2 1RD")),
        (who("Amina Rahman", postcode=""), who("Noor Rahman", postcode="")),
    ],
)
def test_not_alike(one: Who, other: Who):
    assert why_alike(one, other) == ()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("washington", "w252"),
        ("lee", "l000"),
        ("gutierrez", "g362"),
        ("pfister", "p236"),
        ("jackson", "j250"),
        ("tymczak", "t522"),
        ("ashcraft", "a261"),
        ("соколов", "соколов"),
    ],
)
def test_sound_as_the_archives_have_it(word: str, code: str):
    assert sound(word) == code


@pytest.mark.parametrize(
    ("day", "other"),
    [
        (date(1984, 5, 7), date(1984, 7, 5)),
        (date(1984, 5, 17), None),
        (date(1984, 5, 5), None),
        (date(2000, 2, 29), None),
    ],
)
def test_day_and_month_turned(day: date, other: date | None):
    assert turned(day) == other
