from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField
from wtforms.validators import InputRequired, ValidationError

from westminster.core.fields import DateParts, error_links
from westminster.core.words import N_


def not_after_2020(form: Form, field: DateParts) -> None:
    if field.data.year > 2020:
        raise ValidationError(N_("Date of birth must be in 2020 or before"))


class Person(Form):
    name = StringField(N_("Full name"), [InputRequired(N_("Enter your full name"))])
    born = DateParts(N_("Date of birth"), [not_after_2020], missing=N_("Enter your date of birth"))


class Maybe(Form):
    left = DateParts(N_("Date you left"))


def typed(day: str, month: str, year: str) -> Person:
    return Person(MultiDict({"name": "Amina", "born-day": day, "born-month": month, "born-year": year}))


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("27", "3", "1992"), date(1992, 3, 27)),
        ((" 07 ", "09", "1992"), date(1992, 9, 7)),
        (("1", "jan", "1992"), date(1992, 1, 1)),
        (("1", "January", "1992"), date(1992, 1, 1)),
        (("1", "SEPT.", "1992"), date(1992, 9, 1)),
        (("٢٧", "٣", "١٩٩٢"), date(1992, 3, 27)),
        (("29", "2", "2000"), date(2000, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_type_it(parts: tuple[str, str, str], day: date):
    form = typed(*parts)
    assert form.validate(), form.errors
    assert form.born.data == day


@pytest.mark.parametrize(
    ("parts", "said", "first_wrong"),
    [
        (("", "", ""), "Enter your date of birth", "born-day"),
        (("", "3", "1992"), "Date of birth must include a day", "born-day"),
        (("27", "", "1992"), "Date of birth must include a month", "born-month"),
        (("27", "", ""), "Date of birth must include a month and year", "born-month"),
        (("99", "", "1992"), "Date of birth must include a month", "born-month"),
        (("31", "2", "1992"), "Date of birth must be a real date", "born-day"),
        (("29", "2", "1900"), "Date of birth must be a real date", "born-day"),
        (("1", "13", "1992"), "Date of birth must be a real date", "born-month"),
        (("1", "ju", "1992"), "Date of birth must be a real date", "born-month"),
        (("1", "janvier", "1992"), "Date of birth must be a real date", "born-month"),
        (("0", "1", "1992"), "Date of birth must be a real date", "born-day"),
        (("-1", "1", "1992"), "Date of birth must be a real date", "born-day"),
        (("1", "1", "92"), "The year must have 4 numbers", "born-year"),
        (("1", "1", "0000"), "The year must have 4 numbers", "born-year"),
        (("²", "1", "1992"), "Date of birth must be a real date", "born-day"),
        (("9" * 5000, "1", "1992"), "Date of birth must be a real date", "born-day"),
        (("1", "1", "2021"), "Date of birth must be in 2020 or before", "born-day"),
    ],
)
def test_one_thing_is_said_at_a_time_and_leads_to_the_first_wrong_part(
    parts: tuple[str, str, str], said: str, first_wrong: str
):
    form = typed(*parts)
    assert not form.validate()
    assert [str(error) for error in form.born.errors] == [said]
    assert form.born.error_id == first_wrong


@pytest.mark.parametrize("times", [0, 1, 2, 4])
def test_a_part_may_come_any_number_of_times(times: int):
    posted = MultiDict({"born-month": "3", "born-year": "1992", "name": "Amina"})
    posted.setlist("born-day", ["27", "28", "29", "30"][:times])
    form = Person(posted)
    assert form.validate() is (times > 0)


def test_what_was_typed_is_kept():
    form = typed("31", "febr", "\x00<1992>")
    form.validate()
    assert form.born.typed == {"day": "31", "month": "febr", "year": "<1992>"}


def test_a_known_date_is_shown():
    form = Person(data={"born": date(1992, 3, 27)})
    assert form.born.typed == {"day": "27", "month": "3", "year": "1992"}


def test_a_date_that_nobody_must_give_can_be_left_out():
    form = Maybe(MultiDict({"left-day": "", "left-month": "", "left-year": ""}))
    assert form.validate()
    assert form.left.data is None


def test_errors_are_listed_with_the_input_they_belong_to():
    form = Person(MultiDict())
    form.validate()
    form.form_errors.append(N_("Somebody else changed this."))
    assert [(str(e["text"]), e["id"]) for e in error_links(form)] == [
        ("Somebody else changed this.", None),
        ("Enter your full name", "name"),
        ("Enter your date of birth", "born-day"),
    ]


def test_a_form_with_errors_says_so_in_title_summary_and_field(pages: Flask):
    form = Person(MultiDict())
    form.validate()
    source = """{% extends "layout.html" %}{% from "macros/field.html" import field %}
    {% block title %}About you{% endblock %}
    {% block main %}{{ field(form.name, heading=true) }}{{ field(form.born, autocomplete="bday") }}{% endblock %}"""
    with pages.test_request_context():
        page = pages.jinja_env.from_string(source).render(form=form)
    assert "<title>Error: About you - MyWestminster</title>" in page
    assert '<a href="#born-day">Enter your date of birth</a>' in page
    assert '<a href="#name">Enter your full name</a>' in page
    assert 'aria-describedby="name-error"' in page
    assert page.index("There is a problem") < page.index("<h1")
    assert 'autocomplete="bday-year"' in page
