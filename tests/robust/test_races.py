"""Several at once at the real pages: one wins, the others are told kindly, nothing is done twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Client
from tests.factories import make_account, make_application, make_card, make_proof, make_resident
from tests.robust.walk import Pairs, forms, post
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.applications.rules import HELD, proof_for
from westminster.audit.models import AuditEntry
from westminster.audit.service import record, verify
from westminster.cards import codes
from westminster.cards.models import Card
from westminster.core.db import atomic, database
from westminster.core.limits import allow
from westminster.messages.models import Message
from westminster.messages.service import text_of
from westminster.residents.models import Resident
from westminster.verification.models import LookUp

pytestmark = pytest.mark.own_database
AT_ONCE, WRITERS, LINES = 4, 8, 12
KIND = {303, 409, 422}


def at_once(verbs: list[Callable[[], Any]]) -> list[Any]:
    """What each of `verbs` gave, each in a thread of its own, all begun together."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return verb()
        finally:
            database.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def tabs(client: Client) -> Iterator[Client]:
    """The same browser, `AT_ONCE` times."""
    for _ in range(AT_ONCE):
        tab = client.application.test_client()
        tab._cookies = dict(client._cookies or {})
        yield tab


def send_at_once(client: Client, url: str, pairs: Pairs) -> list[TestResponse]:
    """The same form sent from every tab; each answer is kind, and so is the page it leads to."""
    answers = at_once([lambda tab=tab: post(tab, url, pairs) for tab in tabs(client)])
    assert {answer.status_code for answer in answers} <= KIND
    for place in {answer.headers["Location"] for answer in answers if answer.status_code == 303}:
        client.get_page(place)
    return answers


def lines(act: str) -> int:
    return AuditEntry.select().where(AuditEntry.act == act).count()


def form_of(client: Client, url: str, **given: str) -> tuple[str, Pairs]:
    """Where the first form of a page goes, and its pairs with `given`."""
    form = forms(client.get_page(url))[0]
    kept = [pair for pair in form.pairs if pair[0] not in given]
    return form.url, kept + [(name, value.encode()) for name, value in given.items()]


def test_a_card_stopped_in_four_tabs_is_stopped_once(client: Client):
    card = make_card()
    client.sign_in(card.resident.account_id)
    send_at_once(client, *form_of(client, "/card/stop", reason="lost"))
    assert (Card.get_by_id(card.id).status, lines("card.stopped")) == ("stopped", 1)


@pytest.mark.parametrize(("act", "cards"), [("replace", 2), ("restore", 1)])
def test_a_stopped_card_comes_back_once(client: Client, act: str, cards: int):
    card = make_card(status="stopped")
    client.sign_in(card.resident.account_id)
    send_at_once(client, *form_of(client, f"/card/{act}"))
    assert (Card.select().count(), Card.select().where(Card.status == "active").count()) == (cards, 1)
    assert lines(f"card.{act}d") == 1


def test_restored_and_replaced_at_the_same_moment_one_card_works(client: Client):
    card = make_card(status="stopped")
    client.sign_in(card.resident.account_id)
    ways = [form_of(client, "/card/replace"), form_of(client, "/card/restore")] * 2
    answers = at_once([lambda tab=tab, way=way: post(tab, *way) for tab, way in zip(tabs(client), ways, strict=True)])
    assert {answer.status_code for answer in answers} <= KIND
    assert Card.select().where(Card.status == "active").count() == 1
    assert lines("card.replaced") == Card.select().count() - 1


def test_an_application_begun_in_four_tabs_is_one(client: Client):
    client.sign_in(make_account().id)
    send_at_once(client, *form_of(client, "/apply"))
    assert (Resident.select().count(), Application.select().count(), lines("application.begun")) == (1, 1, 1)


def test_a_newcomer_who_opens_four_tabs_is_one_resident(client: Client):
    client.sign_in(make_account().id)
    answers = at_once([lambda tab=tab: tab.get("/account") for tab in tabs(client)])
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    assert (Resident.select().count(), lines("resident.made")) == (1, 1)


def test_an_application_sent_in_four_tabs_is_sent_once(client: Client):
    """Broken once: without the look at the status inside `submit` it was sent four times."""
    application = make_application()
    client.sign_in(application.resident.account_id)
    answers = send_at_once(client, *form_of(client, "/apply/check"))
    assert len({answer.headers.get("Location") for answer in answers}) == 1
    assert Application.get_by_id(application.id).status == "with_staff"
    assert (lines("application.sent"), lines("application.with_staff"), Message.select().count()) == (1, 1, 1)


def proved() -> Resident:
    """Somebody who showed before where they live, and whose application is ready to send."""
    resident = make_resident()
    make_proof(resident)
    draft = make_application(resident)
    applications.save(draft, {"proof_way": HELD, "proof_for": proof_for(draft.answers)})
    return resident


def test_an_application_approved_at_once_in_four_tabs_gives_one_card(client: Client):
    client.sign_in(proved().account_id)
    send_at_once(client, *form_of(client, "/apply/check"))
    assert Application.get().status == "approved"
    assert (Card.select().count(), lines("card.issued"), Message.select().count()) == (1, 1, 1)


def test_one_person_with_two_accounts_gets_one_card(app: Flask, client: Client):
    """Both send at the same moment; the second is given to a person."""
    people = [proved(), proved()]
    ways = []
    for person in people:
        tab = app.test_client()
        tab.sign_in(person.account_id)
        ways.append((tab, *form_of(tab, "/apply/check")))
    answers = at_once([lambda way=way: post(*way) for way in ways])
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Card.select().count() == 1
    assert sorted(row.status for row in Application.select()) == ["approved", "with_staff"]


def test_a_security_code_opens_one_door(client: Client):
    """Broken once: with a code that stays after its use all four came in."""
    make_card(make_resident(email="amina@example.com"))
    client.post_form("/stop", {"contact": "amina@example.com"})
    sent = "".join(filter(str.isdigit, text_of(Message.get())))[:6]
    url, pairs = form_of(client, "/stop/code", code=sent)
    answers = at_once([lambda tab=tab: post(tab, url, pairs) for tab in tabs(client)])
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422]


def test_a_look_up_by_many_at_once_is_counted_once(app: Flask):
    token = codes.of(make_card().id, "web").token
    answers = at_once([lambda: app.test_client().get(f"/V/{token}") for _ in range(WRITERS)])
    assert [answer.status_code for answer in answers] == [200] * WRITERS
    assert LookUp.select().count() == 1


def test_the_audit_trail_holds_under_eight_writers():
    """Broken once: without the advisory lock of audit.service PostgreSQL refused a second line after the same one."""

    def write() -> None:
        for n in range(LINES):
            with atomic():
                record("card.stopped", actor="system", subject=f"card:{n}")

    at_once([write] * WRITERS)
    verdict = verify()
    assert (verdict.rows, verdict.bad_id) == (WRITERS * LINES, None)


def test_a_limit_lets_no_one_more_through_when_many_try_at_once():
    def tries() -> int:
        return sum(allow("door", 10, timedelta(hours=1)) for _ in range(LINES))

    assert sum(at_once([tries] * WRITERS)) == 10
