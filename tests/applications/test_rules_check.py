from datetime import date
from itertools import product

import pytest

from westminster.applications.check_rules import QUESTIONS, because, next_question, opens, told

TODAY = date(2026, 11, 20)

CHOICES = {
    "live": ["yes", "no", "unsure"],
    "found": ["in", "out", "unknown"],
    "work": ["work", "study", "neither"],
    "age": ["yes", "no"],
    "council-tax": ["yes", "no", "unsure"],
}


def asked(checked):
    """The questions somebody meets who would answer like this."""
    met, given = [], {}
    while (question := next_question(given)) and len(met) < 10:
        met.append(question.slug)
        given[question.slug] = checked.get(question.slug, "NW8 8EU")
        if question.slug == "postcode":
            given["found"] = checked["found"]
    return met, given


@pytest.mark.parametrize("answers", list(product(*CHOICES.values())))
def test_nobody_is_asked_more_than_five_questions_nor_fewer_than_three(answers):
    met, given = asked(dict(zip(CHOICES, answers, strict=True)))
    assert 3 <= len(met) <= 5
    assert bool(opens(given, TODAY)) == (because(given) is not None)


@pytest.mark.parametrize(
    ("checked", "why", "doors"),
    [
        ({"live": "yes", "age": "yes"}, "live", ["libraries", "city-save"]),
        ({"live": "yes", "age": "no"}, "live", ["libraries"]),
        ({"live": "no", "work": "work", "age": "yes"}, "work", ["libraries"]),
        ({"live": "no", "work": "study", "age": "no"}, "study", ["libraries"]),
        ({"live": "no", "work": "neither", "age": "yes"}, None, []),
        ({"live": "unsure", "found": "in", "age": "yes"}, "live", ["libraries", "city-save"]),
        ({"live": "unsure", "found": "unknown", "age": "yes"}, "live", ["libraries", "city-save"]),
        ({"live": "unsure", "found": "out", "work": "neither", "age": "yes"}, None, []),
        ({"live": "yes", "work": "neither", "age": "yes"}, "live", ["libraries", "city-save"]),
    ],
)
def test_what_the_answers_lead_to(checked, why, doors):
    assert because(checked) == why
    assert [service.slug for service in opens(checked, TODAY)] == doors


@pytest.mark.parametrize("why", [None, "", "live'", "lives_in_westminster"])
def test_a_reason_that_is_none_tells_nothing(why):
    assert told(why) == {}


def test_every_question_has_its_page():
    from westminster.applications.check_forms import FORMS

    assert list(FORMS) == [question.slug for question in QUESTIONS]
