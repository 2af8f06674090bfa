"""What is found that was typed with a slip, what is said of it, and by which index."""

import pytest

from tests.browsing import Client
from tests.casework.cases import make_case
from tests.casework.test_queue import fill, named, plans
from tests.factories import make_card, make_resident, make_staff
from westminster.applications.models import Application
from westminster.casework.search import find_numbered, look_for
from westminster.residents import service as residents
from westminster.residents.finding import keep_words, known_words
from westminster.residents.models import NameWord, Resident, ResidentWord


def person(name: str, **columns) -> Resident:
    return make_resident(full_name=name, surname=name.rpartition(" ")[2], **columns)


def names(typed: str) -> list[str]:
    return [one.full_name for one in look_for(typed).people]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Amina Rahman", "Rahmann"),
        ("Amina Rahman", "Arhman"),
        ("Amina Rahman", "Amnia Rahmna"),
        ("Amina Rahman", "rehman"),
        ("Tomasz Zieliński", "Zielinsky"),
        ("Siân O’Brien", "obrian"),
        ("Siân O’Brien", "O'Brien Sian"),
        ("Anne Appleby-Ng", "applebey ng"),
        ("Stephen Phillips", "philips stefen"),
        ("Katherine Kaye", "catherine"),
        ("José Núñez", "nunes"),
        ("محمد الأحمد", "محمد الاحمد"),
        ("Дмитрий Соколов", "соколоф"),
        ("王小明", "王小"),
        ("Sukarno", "sukarno"),
        ("Maximiliana Konstantinopoulou-Featherstonehaugh", "konstantinopolou"),
    ],
)
def test_a_slip_finds_the_person(name: str, typed: str):
    person(name)
    person("Bogdan Vuković")
    assert names(typed) == [name]


@pytest.mark.parametrize("typed", ["Khan", "Rahman Khan", "Xyzzy", "R", "zz", "Ra Zieli"])
def test_something_else_finds_nobody(typed: str):
    person("Amina Zeman")
    assert names(typed) == []


def test_what_is_written_right_is_not_mended():
    person("Amina Rahman")
    person("Amina Rehman")
    assert names("Rahman") == ["Amina Rahman"]
    assert look_for("Rahman").mended == {}


def test_a_name_that_there_is_is_mended_where_nobody_has_all():
    person("Jon Frost")
    person("John Smith")
    assert names("Jon Smith") == ["John Smith"]
    assert look_for("Jon Smith").mended == {"jon": ["jon", "john"]}


def test_the_page_says_what_it_took(client: Client):
    named("Amina Rahman")
    client.sign_in(make_staff().account_id)
    for address in ("/staff", "/staff/people"):
        page = client.post_form(address, {"typed": "Rahmann"}, button="Find")
        assert "No Rahmann. Showing Rahman." in page.main
        assert "Amina Rahman" in page.main
        assert "ahman" not in page.url


@pytest.mark.parametrize(
    "typed", ["W21RD", "w2 ird", "W2 1RO", "W2 1DR", "W21RX", "WC2 1RD", "Zielinsky W2 1RC", "W2 1RDD"]
)
def test_a_postcode_with_a_slip(typed: str):
    person("Tomasz Zieliński", postcode="W2 1RD")
    person("Amina Rahman", postcode="NW8 8EU")
    assert names(typed) == ["Tomasz Zieliński"]


def test_a_postcode_that_people_live_in_is_not_mended():
    person("Tomasz Zieliński", postcode="W2 1RD")
    person("Amina Rahman", postcode="W2 1RF")
    assert names("w2 1rf") == ["Amina Rahman"]


def test_numbers_that_were_misread():
    case = make_case()
    Application.update(reference="APP-1K0F-9Q2D").where(Application.id == case.id).execute()
    for typed in ("APP-1K0F-9Q2D", "app ik0f 9q2d", "LKOF9Q2D"):
        assert [one.id for one in find_numbered(typed)] == [case.resident_id], typed
    card = make_card()
    misread = card.number.replace("0", "O").replace("1", "l").lower()
    assert [one.id for one in find_numbered(misread)] == [card.resident_id]


@pytest.mark.parametrize("slip", ["APP-7K3E-9Q2D", "app 7k3f 92qd", "APP-7K3F-9Q22D", "7K3F9Q2E"])
def test_a_reference_with_a_slip(slip: str):
    case = make_case(make_resident(full_name="Amina Rahman"))
    Application.update(reference="APP-7K3F-9Q2D").where(Application.id == case.id).execute()
    assert find_numbered(slip) == []  # who may not look people up by name has the paper
    found = look_for(slip)
    assert [one.id for one in found.people] == [case.resident_id]
    assert found.told == [(slip, "APP-7K3F-9Q2D")]


def test_a_card_number_with_a_slip():
    card = make_card()
    assert make_card(make_resident(full_name="Siân O’Brien")).number != card.number
    wrong = card.number[:-1] + ("0" if card.number[-1] != "0" else "2")
    assert [one.id for one in look_for(wrong).people] == [card.resident_id]
    assert look_for(wrong).told == [(wrong, card.number)]


def test_a_number_with_two_slips_is_not_guessed():
    case = make_case()
    Application.update(reference="APP-7K3F-9Q2D").where(Application.id == case.id).execute()
    assert look_for("APP-7K33-9Q22").people == []


def test_a_changed_name_is_found_and_the_old_one_is_not():
    resident = person("Amina Rahman")
    residents.correct(resident, {"full_name": "Amina Shah", "surname": "Shah"}, actor="system")
    assert names("Shah") == ["Amina Shah"]
    assert names("Rahman") == []
    assert {row.word for row in NameWord.select()} == {"amina", "shah"}


def test_a_word_that_somebody_else_has_stays_known():
    person("Omar Rahman")
    resident = person("Amina Rahman")
    residents.correct(resident, {"full_name": "Amina Shah", "surname": "Shah"}, actor="system")
    assert known_words("r", range(1, 9)) == ["rahman"]


def test_a_word_without_end_is_kept_as_far_as_it_is_looked_for():
    keep_words(person("x" * 200))
    assert [len(row.word) for row in ResidentWord.select()] == [40]


def test_not_more_than_a_page_of_people():
    for number in range(60):
        person(f"Amina{number} Rahman")
    assert len(names("Rahman")) == 50


def test_one_order_on_both_engines():
    for name in ("Zoe Ångström", "Bob angstrom", "Émile Angstrom", "Ada Ångstrom"):
        person(name)
    assert names("angstrom") == ["Ada Ångstrom", "Bob angstrom", "Émile Angstrom", "Zoe Ångström"]


@pytest.mark.parametrize(
    "typed",
    [
        "Rah",
        "Amina Rahman",
        "Amina Rahmann",
        "NW8 8EU Rah",
        "NW8 8EV",
        "APP-7K3F-9Q2D",
        "WMN-7K3F-9Q2D-4X2",
        "a@example.com",
    ],
)
def test_people_are_found_by_an_index(typed: str):
    person("Amina Rahman")
    fill(300)
    plan = plans(lambda: look_for(typed))
    assert plan
    for bad in ("SCAN resident", "SCAN t", "SCAN name_word", "SCAN application", "SCAN card", "Seq Scan"):
        assert bad not in plan, plan
