"""Papers that wait for the virus check, that did not pass it, and that were shown and not copied: as staff see them."""

import pytest

from a11y.applying import unchecked
from tests.browsing import Client
from tests.casework.cases import decide, make_case
from tests.casework.test_pages import READ, adviser, at, pictures, staff  # noqa: F401 -- fixtures
from tests.factories import make_resident
from westminster.applications.models import Application, CaseDecision
from westminster.audit.models import AuditEntry
from westminster.casework.models import CaseSeen
from westminster.evidence import scanning
from westminster.evidence import service as evidence
from westminster.evidence.models import EvidenceFile

LONG = "A" * 100 + " " + "B" * 100
SHOWN = READ | {"kind": "driving_licence", "ending": "4711"}


def test_nobody_here_opens_a_file_before_it_is_checked(adviser: Client):  # noqa: F811
    case = make_case(papers=1)
    (address,) = pictures(adviser.get_page(at(case)))
    (file,) = evidence.list_for(case.subject)
    unchecked(file)
    page = adviser.get_page(at(case))
    assert "This file is still being checked for viruses." in page.main
    assert not pictures(page)
    for act in ("Write what it says", "Next page", "Turn", "They see that somebody here opened this."):
        assert act not in page.main
    assert adviser.get(address).status_code == 404
    assert not AuditEntry.select().where(AuditEntry.act == "evidence.read").exists()
    scanning.settle(EvidenceFile.get(), None)
    assert adviser.get(address).status_code == 200


def test_a_file_with_a_virus_leaves_a_line(adviser: Client):  # noqa: F811
    case = make_case(papers=1)
    (file,) = evidence.list_for(case.subject)
    scanning.settle(unchecked(file), "Win.Test.EICAR_HDB-1")
    page = adviser.get_page(at(case))
    assert "not kept, as a virus was found in it on 20 November 2026. They were told." in page.main
    assert "A virus was found in a file, which was not kept" in page.main
    assert "EICAR" not in page.main
    assert not pictures(page)


def test_a_paper_that_was_shown_is_there_with_kind_ending_date_and_who_saw_it(adviser: Client):  # noqa: F811
    case = make_case()
    page = adviser.post_form(at(case, "/in-person"), SHOWN)
    said = "number ending 4711, shown in person and not copied. Seen by Sam Okoro on 20 November 2026."
    assert f"Driving licence, {said} Date on it: 1 November 2026." in page.main
    assert not EvidenceFile.select().exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"ending": ""}, "ending"),
        ({"ending": "12345"}, "ending"),
        ({"ending": "4-1"}, "ending"),
        ({"dated_on-day": "", "dated_on-month": "", "dated_on-year": ""}, "dated_on-day"),
        ({"dated_on-year": "2027"}, "dated_on-day"),
    ],
)
def test_kind_ending_and_date_are_needed(adviser: Client, typed: dict[str, str], field: str):  # noqa: F811
    page = adviser.post_form(at(make_case(), "/in-person"), SHOWN | typed, status=422)
    assert list(page.errors) == [field]
    assert not CaseSeen.select().exists()


def test_a_paper_of_somebody_else_is_set_beside_what_they_said_and_a_person_decides(adviser: Client, staff):  # noqa: F811
    case = make_case(papers=1)
    page = adviser.post_form(at(case), READ | {"name": "Derek Lane"}, button="Keep what it says")
    row = page.main[page.main.index("Derek Lane") :]
    assert row.index("Different") < row.index("Address")
    assert Application.get_by_id(case.id).status == "with_staff"
    assert decide(case, staff, "refused", "other_name").status == "refused"
    assert "The name on the paper is not the name you gave us." in CaseDecision.get().body


def test_the_longest_name_that_can_be_told_can_be_seen_on_a_paper(adviser: Client):  # noqa: F811
    case = make_case(
        make_resident(full_name=LONG, surname="B" * 100), papers=1, first_name="A" * 100, last_name="B" * 100
    )
    page = adviser.post_form(at(case), READ | {"name": LONG, "address": "C" * 400}, button="Keep what it says")
    assert (CaseSeen.get().name, CaseSeen.get().address) == (LONG, "C" * 400)
    assert page.main.count(LONG) > 1
