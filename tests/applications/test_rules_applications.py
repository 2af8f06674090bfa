import pytest
from hypothesis import given
from hypothesis import strategies as st

from westminster.applications import rules
from westminster.applications.rules import fitting, page_after, page_before, proof_for, state, why_a_person

LIVES = "lives_in_westminster"
WHOLE = {
    "first_name": "Amina",
    "last_name": "Rahman",
    "born_on": "1984-05-17",
    "safe_to_write": True,
    "channel": "letter",
    "email": "",
    "mobile": "",
    "language": "en",
    "access_needs": [],
    "access_other": "",
    "basis": LIVES,
    "postcode": "NW8 8EU",
    "line_1": "12 Lisson Street",
    "line_2": "",
    "town": "",
    "proof_way": "council_tax",
    "account_ending": "417",
    "proof_for": ["Rahman", "NW8 8EU", LIVES],
}


def without(*keys, **changes):
    return {key: value for key, value in (WHOLE | changes).items() if key not in keys}


def test_a_whole_application_is_complete():
    assert rules.is_complete(WHOLE)
    assert fitting(WHOLE) == WHOLE


@pytest.mark.parametrize("key", sorted(set(WHOLE) - {"account_ending", "proof_for"}))
def test_an_answer_that_is_missing_leaves_its_part_to_do(key):
    assert len(rules.done(without(key))) == len(rules.TASKS) - 1


def test_who_works_here_is_asked_where():
    answers = without(basis="works_in_westminster")
    assert [step.slug for task in rules.TASKS for step in rules.missing(task, answers)] == ["place"]


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"last_name": "Ali"}, {"proof_way", "proof_for", "account_ending"}),
        ({"postcode": "NW8 9AY"}, {"proof_way", "proof_for", "account_ending"}),
        ({"basis": "studies_in_westminster"}, {"proof_way", "proof_for", "account_ending"}),
        ({"safe_to_write": False}, {"channel"}),
        ({"place_name": "A café"}, {"place_name"}),
        ({"line_1": "14 Lisson Street"}, set()),
    ],
)
def test_a_change_takes_with_it_what_no_longer_fits(change, gone):
    changed = WHOLE | change
    assert set(changed) - set(fitting(changed)) == gone


@given(st.fixed_dictionaries({}, optional={key: st.just(value) for key, value in WHOLE.items()}))
def test_what_fits_still_fits_when_looked_at_again(answers):
    assert fitting(fitting(answers)) == fitting(answers)
    assert fitting(answers | {"proof_way": "in_person", "proof_for": proof_for(answers)})["proof_way"] == "in_person"


@pytest.mark.parametrize(
    ("basis", "age", "proved", "same_person", "why"),
    [
        (LIVES, 42, True, False, None),
        (LIVES, 16, True, False, None),
        (LIVES, 15, True, False, "under_16"),
        (LIVES, 42, False, False, "no_match"),
        (LIVES, 42, True, True, "same_person"),
        (LIVES, 15, False, True, "same_person"),
        ("works_in_westminster", 42, False, False, "works_or_studies"),
        ("studies_in_westminster", 42, True, False, None),
    ],
)
def test_who_decides(basis, age, proved, same_person, why):
    assert why_a_person(basis=basis, age=age, proved=proved, same_person=same_person) == why
    assert why is None or why in rules.WHY_A_PERSON


@pytest.mark.parametrize(
    ("status", "card_status", "where"),
    [
        (None, None, "new"),
        ("draft", None, "draft"),
        ("with_staff", None, "sent"),
        ("with_staff", "active", "sent"),
        (None, "active", "has_card"),
        ("draft", "suspended", "has_card"),
        ("draft", "expired", "draft"),
        (None, "stopped", "new"),
    ],
)
def test_where_somebody_stands(status, card_status, where):
    assert state(status, card_status) == where


def test_pages_follow_each_other_inside_a_part():
    assert page_before("name", WHOLE) is None
    assert page_after("name", WHOLE).slug == "birth-date"
    assert page_after("birth-date", WHOLE) is None
    assert page_after("basis", WHOLE).slug == "postcode"
    assert page_after("basis", {"basis": "works_in_westminster"}).slug == "place"
    assert page_before("postcode", WHOLE).slug == "basis"


def test_how_you_show_it_waits_for_who_and_where_you_are():
    show = rules.task_of("show")
    assert rules.can_open(show, without("channel", "proof_way"))
    assert not rules.can_open(show, without("last_name"))
    assert not rules.can_open(show, without("postcode"))
