from westminster.applications.models import Application
from westminster.cards.models import Card
from westminster.demo import city
from westminster.demo.cases import APPLICANTS, load_cases
from westminster.evidence.models import EvidenceFile
from westminster.places.service import look_up
from westminster.residents.models import Resident


def people():
    return [
        (r.full_name, r.born_on, r.address, r.postcode, r.email, r.mobile, r.channel)
        for r in Resident.select().order_by(Resident.id)
    ]


def test_the_city_has_the_cast_with_cards_and_as_many_people_as_asked():
    city.load(5, seed=1)
    on_hold = Card.select().where(Card.status == "suspended").count()
    replaced = Card.select().where(Card.status == "replaced").count()
    cast = [p for p in city.CAST if p.outcome in city.WITH_CARD]
    assert (Resident.select().count(), on_hold, replaced) == (len(cast) + 5, 1, 1)


def test_the_city_knows_the_postcodes_of_its_people():
    city.load(0, seed=1)
    homes = {persona.home.postcode for persona in city.CAST if persona.home}
    assert {look_up(postcode).council for postcode in homes} == {"Westminster", "Camden"}


def test_the_same_seed_makes_the_same_people_and_another_makes_others(db):
    made = []
    for seed in (1, 1, 2):
        with db.atomic() as transaction:
            city.load(5, seed)
            made.append(people())
            transaction.rollback()
    assert made[0] == made[1] != made[2]


def test_the_city_has_cases_for_staff_that_came_on_different_days(app):
    load_cases()
    waiting = Application.select().where(Application.status == "with_staff").order_by(Application.due_on)
    assert [case.due_on for case in waiting] == sorted({case.due_on for case in waiting})
    assert EvidenceFile.select().count() == len([one for one in APPLICANTS if one.paper])
