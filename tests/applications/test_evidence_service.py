"""Files and the application they belong to keep step, whatever happens in between."""

from io import BytesIO

import pytest

from tests.applications.papers import PHOTO
from tests.factories import make_application
from westminster.applications import afterwards, documents, service, showing
from westminster.applications.models import Application
from westminster.core.errors import NotFound, Refused
from westminster.evidence import service as evidence
from westminster.evidence.models import EvidenceFile


@pytest.fixture
def draft() -> Application:
    return make_application(proof_way=None)


def actor(application: Application) -> str:
    return f"resident:{application.resident_id}"


def add(application: Application) -> EvidenceFile:
    return showing.add(application, BytesIO(PHOTO), "bill.jpg", "utility_bill", actor=actor(application))


def known(application: Application) -> Application:
    return Application.get_by_id(application.id)


def test_an_old_draft_goes_with_its_files(draft: Application, clock):
    add(draft)
    clock.move(days=29)
    service.delete_old_drafts()
    assert not Application.select().exists()
    assert EvidenceFile.get().status == "deleted"


def test_a_file_that_arrives_after_it_was_taken_back_is_not_kept(draft: Application):
    sent = service.submit(service.show_by(draft, "in_person"), actor=actor(draft))
    afterwards.withdraw(sent, actor=actor(sent))
    with pytest.raises(Refused, match="closed"):
        add(draft)
    assert EvidenceFile.get().status == "deleted"


def test_a_file_that_arrives_just_after_sending_goes_to_staff_and_stays(draft: Application):
    file = add(draft)
    service.submit(known(draft), actor=actor(draft))
    late = showing.add(draft, BytesIO(PHOTO + b"2"), "page 2.jpg", "utility_bill", actor=actor(draft))
    assert showing.files_of(draft) == [file, late]
    with pytest.raises(NotFound):
        showing.take_back(known(draft), file.public_id, actor=actor(draft))


def test_nothing_is_sent_without_the_files_that_show_it(draft: Application):
    file = add(draft)
    evidence.delete(file.public_id, actor="system")
    with pytest.raises(Refused):
        service.submit(known(draft), actor=actor(draft))
    assert known(draft).status == "draft"


def test_a_file_given_for_something_else_is_not_taken_back_here(draft: Application):
    other = evidence.add(draft.resident_id, "application:0", BytesIO(PHOTO), "a.jpg", "tenancy", actor="system")
    with pytest.raises(NotFound):
        showing.take_back(draft, other.public_id, actor=actor(draft))


def test_a_kind_that_is_no_longer_taken_still_has_a_name():
    assert documents.name_of("tenancy").text == "Tenancy agreement"
    assert documents.name_of("library_card_of_1998").text == "Something else"
