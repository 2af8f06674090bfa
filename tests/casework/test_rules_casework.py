"""Said and seen, how long a case waits, what the rules say of it."""

from datetime import date

import pytest

from tests.casework.cases import WORKS
from tests.factories import ANSWERS
from westminster.casework.compare_rules import Likeness, compare_addresses, compare_names
from westminster.casework.document_rules import in_date
from westminster.casework.rules import Fact, Result, Seen, day_of, facts, how_late
from westminster.casework.verdict_rules import State, claim_box, service_box
from westminster.core.words import N_
from westminster.places.rules import Place
from westminster.proofs.rules import CATEGORIES
from westminster.services.catalogue import find
from westminster.services.rules import holding

TODAY = date(2026, 11, 20)  # a Friday
SAME, NEARLY, DIFFERENT = Likeness
INSIDE = Place("NW8 8EU", "E09000033", "Westminster", "E05013795")
CAMDEN = Place("NW1 7HA", "E09000007", "Camden")
CITY_SAVE, LIBRARIES = find("city-save"), find("libraries")
LIVES, WORKS_HERE = "lives_in_westminster", "works_in_westminster"


def seen(**changes):
    usual = {"name": "Amina Rahman", "address": "12 Lisson Street, London, NW8 8EU", "dated_on": date(2026, 11, 1)}
    return Seen(N_("Bill"), "utility_bill", **{"ends_on": None, **usual, **changes})


def found(*papers, signed_in_born_on=None, home=INSIDE, place=None, **answers):
    rows = facts(
        ANSWERS | answers, signed_in_born_on=signed_in_born_on, home=home, place=place, seen=papers, today=TODAY
    )
    return {row.slug: row for row in rows}


@pytest.mark.parametrize(
    ("said", "read", "likeness"),
    [
        ("Amina Rahman", "Amina Rahman", SAME),
        ("Amina Rahman", "RAHMAN, Amina", SAME),
        ("Amina Rahman", "Mrs Amina Rahman", SAME),
        ("Siân O’Brien", "Sian O'Brien", SAME),
        ("Siân O’Brien", "SIAN OBRIEN", SAME),
        ("Jo Okafor-Lane", "Jo Okafor Lane", SAME),
        ("李 伟", "李伟", SAME),
        ("Madonna", "madonna", SAME),
        ("Emanuel Costa", "E. Costa", NEARLY),
        ("Emanuel José Costa", "Emanuel Costa", NEARLY),
        ("Tomasz Zieliński", "Tomasz Zielinsky", NEARLY),
        ("Tomasz Łukasz", "Tomasz Lukasz", NEARLY),
        ("Amina Rahman", "Amina Khan", DIFFERENT),
        ("Maria Costa", "Emanuel Costa", DIFFERENT),
        ("Amina Rahman", "A R", DIFFERENT),
        ("Amina Rahman", "-", DIFFERENT),
    ],
)
def test_names(said, read, likeness):
    assert compare_names(said, read) is likeness
    assert compare_names(read, said) is likeness


@pytest.mark.parametrize(
    ("read", "likeness"),
    [
        ("12 Lisson Street, London, NW8 8EU", SAME),
        ("12 LISSON STREET NW88EU", SAME),
        ("Flat 3, 12 Lisson Street, London NW8 8EU", SAME),
        ("12 Lisson St, NW8 8EU", NEARLY),
        ("12 Lisson Street, London", NEARLY),
        ("12 Lisson Street, London, NW1 8EU", DIFFERENT),
        ("4 Baker Road, NW8 8EU", DIFFERENT),
        ("", DIFFERENT),
    ],
)
def test_addresses(read, likeness):
    assert compare_addresses("12 Lisson Street, London, NW8 8EU", read) is likeness


@pytest.mark.parametrize(
    ("kind", "dated_on", "ends_on", "today", "counts"),
    [
        ("utility_bill", date(2026, 10, 30), None, date(2027, 1, 29), True),
        ("utility_bill", date(2026, 10, 30), None, date(2027, 1, 30), False),
        ("utility_bill", None, None, TODAY, None),
        ("benefit_letter", date(2025, 11, 21), None, TODAY, True),
        ("benefit_letter", date(2025, 11, 20), None, TODAY, False),
        ("tenancy", date(2015, 1, 1), None, TODAY, True),
        ("tenancy", None, TODAY, TODAY, True),
        ("tenancy", date(2026, 1, 1), date(2026, 11, 19), TODAY, False),
        ("tenancy", None, None, TODAY, None),
        ("a kind we took once", date(2026, 11, 1), None, TODAY, True),
    ],
)
def test_how_old_a_paper_may_be(kind, dated_on, ends_on, today, counts):
    assert in_date(LIVES, kind, dated_on, ends_on, today) is counts


def test_how_old_a_paper_may_be_depends_on_what_it_is_for():
    year_old = date(2026, 1, 10)
    ages = [in_date(fact, "universal_credit", year_old, None, TODAY) for fact in ("low_income", "carer")]
    assert ages == [False, False]
    assert in_date("disabled", "sight_certificate", date(1990, 1, 1), None, TODAY) is True


def test_what_people_are_told_is_what_counts():
    for fact, category in CATEGORIES.items():
        for paper in category.on(TODAY).evidence:
            if "the last 3 months" in str(paper.how_new):
                assert in_date(fact, paper.slug, date(2026, 8, 20), None, TODAY) in (False, None), (fact, paper.slug)
            if "the last 12 months" in str(paper.how_new):
                assert in_date(fact, paper.slug, date(2025, 11, 22), None, TODAY) is True, (fact, paper.slug)


@pytest.mark.parametrize(
    ("today", "day", "late"),
    [
        (date(2026, 11, 20), 0, None),
        (date(2026, 11, 22), 0, None),  # a Sunday
        (date(2026, 11, 30), 6, None),
        (date(2026, 12, 2), 8, None),
        (date(2026, 12, 3), 9, "next"),
        (date(2026, 12, 4), 10, "today"),
        (date(2026, 12, 5), 10, "late"),  # a Saturday
        (date(2026, 12, 7), 11, "late"),
        (date(2026, 12, 29), 25, "late"),  # Christmas and Boxing Day do not count
    ],
)
def test_which_day_a_case_is_on(today, day, late):
    due_on = date(2026, 12, 4)
    assert (day_of(due_on, today), how_late(due_on, today)) == (day, late)


def test_before_anything_is_seen_a_person_decides_all():
    rows = found()
    assert {row.slug: row.result for row in rows.values()} == {
        "name": Result.NOT_SEEN,
        "born": Result.NOT_SEEN,
        "home": Result.INSIDE,
        "address": Result.NOT_SEEN,
        "place": Result.NOT_NEEDED,
        "paper": Result.NOT_SEEN,
    }
    box = claim_box(LIVES, list(rows.values()), why="no_match", proved=None, today=TODAY)
    assert str(box.verdict) == "1 met, 3 for you"


def test_a_good_paper_meets_every_check():
    rows = found(seen(), signed_in_born_on=date(1984, 5, 17))
    box = claim_box(LIVES, list(rows.values()), why="no_match", proved=None, today=TODAY)
    assert (rows["born"].result, str(box.verdict), box.state) == (Result.SAME, "4 of 4 met", State.MET)


@pytest.mark.parametrize(
    ("paper", "slug", "result"),
    [
        (seen(name="A. Rahman"), "name", Result.NEARLY),
        (seen(name="Derek Lane"), "name", Result.DIFFERENT),
        (seen(address="4 Baker Road"), "address", Result.DIFFERENT),
        (seen(address=""), "address", Result.NOT_SEEN),
        (seen(dated_on=date(2026, 1, 1)), "paper", Result.TOO_OLD),
    ],
)
def test_a_paper_that_is_not_good(paper, slug, result):
    assert found(paper)[slug].result is result


def test_a_birth_date_that_differs_from_the_sign_in_is_seen():
    assert found(signed_in_born_on=date(1984, 5, 18))["born"].result is Result.DIFFERENT


def test_a_postcode_that_the_list_does_not_know_is_not_outside():
    assert found(home=Place("NW8 8EU"))["home"].result is Result.NOT_SEEN
    assert found(home=None, postcode="")["home"].result is Result.NOT_SEEN
    assert found(home=CAMDEN)["home"].result is Result.OUTSIDE


def test_who_works_here_is_asked_about_the_place_and_may_live_elsewhere():
    rows = found(seen(address="Lantern Gallery, SW1A 1AA"), home=CAMDEN, place=INSIDE, **WORKS)
    box = claim_box(WORKS_HERE, list(rows.values()), why="works_or_studies", proved=None, today=TODAY)
    assert (rows["place"].result, rows["address"].result, box.state) == (Result.INSIDE, Result.SAME, State.MET)


def test_of_several_papers_one_that_is_good_is_enough():
    rows = facts(
        ANSWERS, signed_in_born_on=None, home=INSIDE, place=None, seen=[seen(name="D. Lane"), seen()], today=TODAY
    )
    assert claim_box(LIVES, rows, why=None, proved=None, today=TODAY).state is State.MET


@pytest.mark.parametrize("why", ["same_person", "under_16"])
def test_what_only_a_person_can_tell_is_left_to_one(why):
    box = claim_box(LIVES, [], why=why, proved=N_("Council Tax"), today=TODAY)
    assert str(box.verdict) == "1 met, 1 for you"


def box_of(service, basis, *held):
    return service_box(service, basis, holding(held, date(1996, 1, 1)), TODAY, date.isoformat)


def test_what_saying_yes_would_open():
    libraries, city_save = (box_of(service, WORKS_HERE) for service in (LIBRARIES, CITY_SAVE))
    assert [str(check.words) for check in libraries.checks] == ["Works in Westminster"]
    assert (str(libraries.verdict), str(libraries.then)) == ("0 met, 1 for you", "If you say yes, it opens.")
    assert (str(city_save.verdict), str(city_save.then)) == ("Not met, 1 of 2", "It stays closed.")


def test_what_saying_yes_would_let_them_add():
    swims = find("swims")
    assert str(box_of(swims, "carer", LIVES).then) == "If you say yes, they can add it."
    assert str(box_of(swims, "carer", LIVES, "carer").then) == "Theirs to add already."
    assert str(box_of(swims, "carer").then) == "It stays closed."


def test_what_is_open_already():
    assert str(box_of(LIBRARIES, LIVES, LIVES).then) == "Open already."


def test_a_date_is_a_date_in_the_table():
    assert found()["born"] == Fact("born", N_("Born"), date(1984, 5, 17), None, None, Result.NOT_SEEN)
