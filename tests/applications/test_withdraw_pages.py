import pytest

from tests.applications.decided import decide
from tests.applications.papers import asked_to_show, upload
from tests.browsing import Client
from tests.factories import make_application
from westminster.applications import afterwards
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.core.errors import Refused
from westminster.core.models import Outbox
from westminster.evidence.models import EvidenceFile, EvidencePage
from westminster.messages.models import Message


@pytest.fixture
def uploaded(client: Client) -> Application:
    draft = asked_to_show(client)
    upload(client)
    client.post_form("/apply/check")
    return Application.get_by_id(draft.id)


def test_taken_back_its_files_go_and_nobody_looks(client: Client, uploaded: Application):
    page = client.get_page(client.get_page("/apply/status").link("Take your application back"))
    assert page.h1 == "Take your application back?"
    page = client.post_form(page)
    assert "You took your application back." in page.main
    assert "bill.jpg" not in page.main
    gone = Application.get_by_id(uploaded.id)
    assert (gone.status, gone.closed_at is None) == ("withdrawn", False)
    assert EvidenceFile.get().status == "deleted"
    assert not EvidencePage.select().exists()
    message = Message.select().order_by(Message.id.desc()).get()
    assert message.subject == "You took your application back"
    assert uploaded.reference in message.body
    assert AuditEntry.select().where(AuditEntry.act == "application.withdrawn").count() == 1
    assert (
        "evidence.jobs"
        in Outbox.select().order_by(Outbox.id.desc()).where(Outbox.subscriber.contains("evidence")).get().subscriber
    )


def test_taken_back_twice_it_is_told_once(client: Client, uploaded: Application):
    page = client.get_page("/apply/withdraw")
    client.post_form(page)
    assert client.post_form(page).url == "/apply/status"
    assert Message.select().where(Message.subject == "You took your application back").count() == 1


def test_who_took_it_back_can_begin_again(client: Client, uploaded: Application):
    page = client.post_form("/apply/withdraw")
    assert client.post_form(page.link("Apply again")).h1 == "Apply for your card"
    assert Application.select().count() == 2


def test_while_we_wait_for_more_it_can_be_taken_back_too(client: Client, uploaded: Application):
    decide(uploaded, "more_needed", "newer")
    assert "You took your application back." in client.post_form("/apply/withdraw").main


def test_what_is_decided_cannot_be_taken_back(client: Client, uploaded: Application):
    page = client.get_page("/apply/withdraw")
    decide(uploaded, "refused", "too_old")
    assert "We could not say yes." in client.post_form(page).main
    assert client.get_page("/apply/withdraw").url == "/apply/status"
    with pytest.raises(Refused):
        afterwards.withdraw(uploaded, actor="resident:1")


def test_a_draft_is_not_taken_back(client: Client):
    client.sign_in(make_application().resident.account_id)
    assert client.get_page("/apply/withdraw").url == "/apply/status"
    assert Application.get().status == "draft"


def test_a_page_that_was_open_too_long_takes_nothing_back(client: Client, uploaded: Application):
    page = client.post_form("/apply/withdraw", {"csrf_token": "stale"}, status=400)
    assert page.h1 == "Take your application back?"
    assert Application.get().status == "with_staff"
