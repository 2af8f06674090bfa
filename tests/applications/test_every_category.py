"""Every category there is, from what somebody says to what follows, by each way of checking that its file names."""

from datetime import date

import pytest

from a11y.showing import somebody
from tests.accounts.proving import know
from tests.casework.cases import left, write
from tests.factories import make_resident, make_staff
from tests.sources.extracts import AMINA, take_over
from westminster.accounts.core_identity import Result
from westminster.accounts.identity_rules import Proven
from westminster.accounts.service import keep_identity
from westminster.applications import facts
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.casework import decisions, seeing
from westminster.casework.seeing import Paper
from westminster.core.agency_settings import Agency
from westminster.core.clock import today
from westminster.gateways.eligibility import Answer
from westminster.proofs import identity
from westminster.proofs.models import Proof
from westminster.proofs.rules import CATEGORIES, LIVES, proof_until
from westminster.services.rules import Condition, Has, days_met
from westminster.services.service import about
from westminster.services.span_rules import around
from westminster.sources import asking, lists

TODAY = date(2026, 11, 20)
HOME = {"lines": ["12 LISSON STREET"], "town": "LONDON", "postcode": "NW8 8EU", "uprn": "100"}
WALKS = [(slug, checker) for slug, found in CATEGORIES.items() for checker in found.on(TODAY).checked_by]


def born_for(slug: str) -> date:
    """The 2nd of January of somebody of whom it can be true."""
    ages = CATEGORIES[slug].on(TODAY).ages
    if ages is None:
        return date(1984, 1, 2)
    age = 70 if ages.pension else ages.youngest if ages.youngest is not None else ages.oldest
    return date(TODAY.year - age, 1, 2)


def counts(resident, slug: str) -> bool:
    met = days_met(Condition(Has(slug), wanted=True), about(resident.id))
    return around(met, today())[0]


def by_a_person(client, configure, slug):
    """They say so on the pages and bring a paper; somebody of the staff reads it, another decides."""
    resident, version = somebody(born_on=born_for(slug)), CATEGORIES[slug].on(TODAY)
    client.sign_in(resident.account_id)
    if version.ages and version.ages.enough:
        assert "You have nothing to show." in client.get_page(f"/prove/{slug}").main
        return resident
    Proof.delete().where(Proof.fact == slug).execute()
    page = client.post_form(f"/prove/{slug}")
    if page.url.endswith("/place"):
        page = client.post_form(page, {"place_name": "Lantern Gallery", "place_postcode": "SW1A 1AA"})
    page = client.post_form(page, {"way": "in_person"})
    assert version.evidence[0].name.text in page.main
    page = client.post_form(client.post_form(page))
    assert "Your reference" in page.main
    application = Application.get(Application.category == slug)
    assert (application.status, application.why_a_person) == ("with_staff", "further")
    staff, paper = make_staff().account_id, version.evidence[0]
    seeing.keep_in_person(application, Paper(paper.slug, resident.full_name, "", TODAY, None, "4711"), staff_id=staff)
    assessor = make_staff("assessor")
    write(application, assessor, "approved")
    draft = decisions.draft_of(application, assessor.account_id)
    letter = decisions.letter_of(application, draft)
    assert version.you.text not in letter.body
    assert version.name.text not in letter.body
    decisions.send(application, letter.hash, staff_id=assessor.account_id)
    left(application)
    return resident


def by_identity(client, configure, slug):
    know("NW8 8EU")
    resident = make_resident(born_on=born_for(slug))
    who = Proven("Amina Rahman", "Amina", "Rahman", resident.born_on, HOME)
    keep_identity(resident.account_id, Result("P2", who, []))
    identity.prove(resident.account_id)
    return resident


def by_birth_date(client, configure, slug):
    return somebody(born_on=born_for(slug))


def by_list(client, configure, slug):
    resident = somebody(born_on=born_for(slug))
    if slug == LIVES.slug:
        Proof.delete().execute()
    rows = f"birth_date,name\n{born_for(slug)},Amina Rahman\n"
    made = lists.upload("The partner", slug, date(2026, 12, 24), rows.encode(), actor="system")
    lists.use(made.public_id, actor="system")
    client.sign_in(resident.account_id)
    assert "You have shown this, until" in client.post_form(f"/prove/{slug}").main
    return resident


def by_agency(client, configure, slug):
    resident = somebody(born_on=born_for(slug))
    agency = Agency(slug, "The office", "Number", "https://e.example", "i", "w", "t", "", "", {}, ("", "", ""), 1)
    configure(agencies={slug: agency})
    asking.check(resident, slug, "1", ask=lambda *_: Answer.YES)
    return resident


def by_council_tax(client, configure, slug):
    take_over([AMINA])
    resident = make_resident(postcode="NW8 9AY")
    draft = applications.begin_fact(resident, slug)
    draft = applications.check_council_tax(draft, "CT-10000014", actor=f"resident:{resident.id}")
    assert applications.submit(draft, actor=f"resident:{resident.id}").status == "approved"
    return resident


BY = {
    "adviser": by_a_person,
    "library": by_a_person,
    "identity": by_identity,
    "birth_date": by_birth_date,
    "partner_list": by_list,
    "eligibility_api": by_agency,
    "council_tax": by_council_tax,
}


@pytest.mark.parametrize(("slug", "checker"), WALKS)
def test_what_somebody_shows_counts_for_as_long_as_its_file_says(client, configure, slug, checker):
    resident = BY[checker](client, configure, slug)
    assert counts(resident, slug)
    version = CATEGORIES[slug].on(TODAY)
    for proof in Proof.select().where(Proof.fact == slug):
        told = date(2026, 12, 24) if proof.source == "partner_list" else None
        until = proof_until(version, TODAY, told=told, born_on=resident.born_on)
        assert (proof.version, proof.from_on, proof.until_on) == (version.number, TODAY, until)
    shown = facts.standing(resident, slug)
    assert (shown.shown, shown.application) == (True, None)
