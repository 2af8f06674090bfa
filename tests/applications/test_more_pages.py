"""We asked for more: files, words or both, sent once."""

import peewee
import pytest

from tests.applications.decided import decide
from tests.applications.papers import PHOTO, asked_to_show, upload
from tests.browsing import Client
from tests.factories import make_application
from westminster.applications import afterwards
from westminster.applications.models import Application, ApplicationReply
from westminster.audit.models import AuditEntry
from westminster.core.db import atomic
from westminster.evidence.service import list_for
from westminster.messages.models import Message


@pytest.fixture
def asked(client: Client) -> Application:
    """Somebody who sent a bill, and whom we asked for a newer one."""
    draft = asked_to_show(client)
    upload(client)
    client.post_form("/apply/check")
    return decide(Application.get_by_id(draft.id), "more_needed", "newer")


@pytest.fixture
def later(client: Client, asked: Application, clock) -> Application:
    """Three days on, signed in again."""
    clock.move(days=3)
    client.sign_in(asked.resident.account_id)
    return asked


def now_of(application: Application) -> Application:
    return Application.get_by_id(application.id)


def test_files_and_words_bring_it_back_to_staff(client: Client, later: Application):
    page = client.get_page("/apply/more")
    assert "A newer paper." in page.main
    assert "4 December 2026" in page.main
    page = client.post_form(page, {"words": "It comes tomorrow."}, button="Add a file")
    assert "Something else If we asked you" in page.main
    page = client.post_form(page, {"kind": "other"})
    page = upload(client, "other", PHOTO + b"newer", "new.jpg")
    assert "new.jpg" in page.main
    assert "bill.jpg" not in page.main  # that is sent already
    page = client.post_form(page, {"another": "no"})
    assert page.url == "/apply/more"
    assert "It comes tomorrow." in page.main
    page = client.post_form(page, {"words": "Here it is."}, button="Send")
    assert page.url == "/apply/status"
    assert "You sent us more" in page.main
    assert "You hear from us by 7 December 2026." in page.main
    assert now_of(later).status == "with_staff"
    assert [file.name for file in list_for(later.subject)] == ["bill.jpg", "new.jpg"]
    assert ApplicationReply.get().words == "Here it is."
    assert Message.select().order_by(Message.id.desc()).get().subject == "We have what you sent"


def test_neither_a_file_nor_a_word_is_no_answer(client: Client, later: Application):
    page = client.post_form("/apply/more", {"words": "  "}, button="Send", status=422)
    assert page.errors == {"words": "Add a file or write something"}
    assert now_of(later).status == "more_needed"


def test_a_file_that_we_have_is_no_answer(client: Client, later: Application):
    upload(client)
    assert client.post_form("/apply/more", button="Send", status=422).errors


def test_too_many_words_are_told_and_kept(client: Client, later: Application):
    page = client.post_form("/apply/more", {"words": "x" * 1001}, button="Send", status=422)
    assert page.errors == {"words": "What you tell us must be 1000 characters or fewer"}
    assert "x" * 1001 in page.html
    client.post_form(page, {"words": "x\r\n" * 500}, button="Send")
    assert len(ApplicationReply.get().words) == 999


def test_sent_twice_or_from_a_second_tab_it_is_sent_once(client: Client, later: Application):
    tab = client.get_page("/apply/more")
    client.post_form(tab, {"words": "Here."}, button="Send")
    assert client.post_form(tab, {"words": "Here."}, button="Send").url == "/apply/status"
    assert ApplicationReply.select().count() == 1
    assert AuditEntry.select().where(AuditEntry.act == "application.answered").count() == 1


def test_what_was_sent_stays_and_what_was_not_can_be_removed(client: Client, later: Application):
    (sent,) = list_for(later.subject)
    assert client.get_page(f"/apply/evidence/file/{sent.public_id}/remove").url == "/apply/status"
    page = upload(client, "other", PHOTO + b"newer", "new.jpg")
    page = client.post_form(page.link("Remove the file new.jpg"))
    assert page.h1 == "What do you want to send?"
    form = client.get_page("/apply/more")
    token = form.forms()[0].find(".//input[@name='csrf_token']").get("value")
    client.post(f"/apply/evidence/file/{sent.public_id}/remove", data={"csrf_token": token})
    assert [file.name for file in list_for(later.subject)] == ["bill.jpg"]


def test_asked_a_second_time_only_what_is_new_counts(client: Client, later: Application, clock):
    client.post_form("/apply/more", {"words": "I have none."}, button="Send")
    decide(now_of(later), "more_needed", "sharper", own_words="The corner is missing.")
    page = client.get_page("/apply/more")
    assert "The corner is missing." in page.main
    assert "A newer paper." not in page.main
    assert "I have none." not in page.main


def test_who_was_asked_for_nothing_sees_where_it_stands(client: Client):
    client.sign_in(make_application(sent=True).resident.account_id)
    assert client.get_page("/apply/more").url == "/apply/status"


def test_decided_meanwhile_it_stays_decided(later: Application):
    decide(later, "refused", "too_old")
    assert afterwards.answer(later, "Here.", actor="resident:1").status == "refused"
    assert not ApplicationReply.select().exists()


def test_a_page_that_was_open_too_long_keeps_the_words(client: Client, later: Application):
    page = client.post_form("/apply/more", {"words": "Here.", "csrf_token": "stale"}, button="Send", status=400)
    assert "Here." in page.main
    assert now_of(later).status == "more_needed"


def test_the_database_keeps_no_empty_reply(later: Application):
    with pytest.raises(peewee.IntegrityError), atomic():
        ApplicationReply.create(application=later, words="", sent_at=later.submitted_at)
