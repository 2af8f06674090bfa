"""Who may ask what, asked for real: every route by every kind of visitor and with every method."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from a11y.pages import STATES
from tests.browsing import Client
from tests.factories import make_account, make_application, make_card, make_staff
from tests.robust.walk import TOKEN, changed, forms, post, rows, undone

# Every route there is, by whom it is for. A new one is a line here: a decision about people's data.
EVERYONE, RESIDENT, STAFF, ADVISER, ADMINISTRATOR = None, "resident", "staff", "adviser", "administrator"
DOORS: dict[str | None, str] = {
    EVERYONE: """
        auth.ask_sign_out auth.back_channel_logout auth.callback auth.jwks auth.sign_in auth.sign_out auth.signed_out auth.start
        card_keys.cose_keys card_keys.jwks card_keys.stopped
        check.not_yet check.question check.result check.start
        demo.accounts demo.index demo.outbox demo.outbox_json demo.sign_in demo.wallet_ca
        follow.code follow.show follow.start
        health.alive health.ready
        home.accessibility home.contact home.cookies home.front home.privacy home.security_txt
        services.index services.show
        staff_auth.ask_sign_out staff_auth.code staff_auth.set_up staff_auth.set_up_app
        staff_auth.sign_in staff_auth.sign_out staff_auth.signed_out
        static stopping.act stopping.code stopping.show stopping.start verification.show wallet_files.mark
    """,
    RESIDENT: """
        account.messages account.show
        apply.begin apply.check apply.question apply.sent apply.show apply.start
        card.full card.replace card.restore card.show card.stop card.uses
        evidence.add evidence.again evidence.files evidence.in_person evidence.kind evidence.picture evidence.remove
        proving.back proving.go
        status.more status.show status.withdraw
        wallets.apple_pass wallets.google_pass wallets.paper wallets.pdf
    """,
    STAFF: "",
    ADVISER: """
        cases.decide cases.find cases.in_person cases.letter cases.note cases.paper cases.queue cases.read cases.show
        people.act people.find people.show people.why
    """,
    ADMINISTRATOR: """
        staff_team.index staff_team.invite staff_team.leave staff_team.link staff_team.new_link staff_team.show
    """,
}
ROLE = {endpoint: role for role, endpoints in DOORS.items() for endpoint in endpoints.split()}
VISITORS = {
    "nobody": set(),
    "holder": {RESIDENT},
    "applicant": {RESIDENT},
    ADVISER: {ADVISER, STAFF},
    ADMINISTRATOR: {ADMINISTRATOR, STAFF},
}
# Parts of addresses that are words of ours; every other part names a thing.
WORDS = {"slug", "act", "kind", "persona", "name"}
AWAY = {"auth.start", "demo.sign_in", "health.ready"}  # no provider to sign in with in these tests, no worker
OWN_404 = {"staff_auth.set_up": "a link that has ended says how to get another"}
STRANGE = [
    "nothing",
    "A" * 14,
    "-1",
    "99999999999999999999",
    "a" * 3_000,
    "%E2%80%AE",
    "%25s",
    "'",
    "..%2f..%2fetc",
    "%2e%2e",
]
JUNK = ["%00", "%ff%fe", "%ed%a0%80"]


def rules(app: Flask, method: str | None = None) -> Iterator[Rule]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if method is None or method in rule.methods:
            yield rule


def role_of(app: Flask, rule: Rule) -> str | None:
    """Whom the door of `rule` lets in; whether that is right, the table says."""
    return getattr(app.blueprints.get(rule.endpoint.partition(".")[0]), "role", None)


def address(app: Flask, rule: Rule, part: str = "nothing") -> str:
    """An address of `rule` with `part`, written as it goes over the wire, for each name in it; 1 for a number."""
    parts = [(dynamic, text) for dynamic, text in rule._trace if text != "|"]
    number = part if part != "nothing" else "1"
    return "".join((number if text in numbers(rule) else part) if dynamic else text for dynamic, text in parts)


def numbers(rule: Rule) -> set[str]:
    return {name for name, kind in rule._converters.items() if "Integer" in type(kind).__name__}


@pytest.fixture(params=VISITORS)
def who(request: pytest.FixtureRequest, client: Client) -> str:
    """One kind of visitor, who has the browser from now on."""
    be(client, request.param)
    return request.param


def be(client: Client, who: str) -> None:
    if who == "holder":
        client.sign_in(make_card().resident.account_id)
    elif who == "applicant":
        client.sign_in(make_application().resident.account_id)
    elif who != "nobody":
        client.sign_in(make_staff(who).account_id)


def may(who: str, role: str | None) -> bool:
    return role is None or role in VISITORS[who]


def token(client: Client) -> list[tuple[str, bytes]]:
    """A good CSRF token, so that it is the door that says no."""
    return [(TOKEN, forms(client.get_page("/stop"))[0].values[TOKEN][0].encode())]


def is_sent_to_sign_in(answer: TestResponse, role: str | None) -> bool:
    place = "/auth/sign-in" if role == RESIDENT else "/staff/sign-in"
    return answer.status_code == 303 and answer.headers["Location"] == place


def test_the_table_names_every_route_with_the_door_it_has(app: Flask):
    assert {rule.endpoint: role_of(app, rule) for rule in rules(app)} == ROLE


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_door_of_every_route_holds(app: Flask, client: Client, who: str, method: str):
    """Broken once: with a `_door` in core.web that lets everybody in, a stranger came to /messages."""
    sent = token(client) if method == "POST" else []
    for rule in rules(app, method):
        role, url = role_of(app, rule), address(app, rule)
        before = rows()
        with undone(client):
            answer = post(client, url, sent) if sent else client.get(url)
            after = rows()
        if may(who, role):
            assert answer.status_code < 500 or rule.endpoint in AWAY, f"{who}: {url}"
            assert not is_sent_to_sign_in(answer, role) or role is None, f"{who} is shut out of {url}"
            continue
        assert changed(before, after) <= {"session"}, f"{who}: {url} did something"
        wanted = is_sent_to_sign_in(answer, role) if who == "nobody" else answer.status_code == 403
        assert wanted, f"{who} came to {url}: {answer.status_code}"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(app: Flask, client: Client):
    for rule in rules(app, "GET"):
        if role_of(app, rule):
            answer = client.get(address(app, rule), headers={"HX-Request": "true"})
            assert answer.status_code == 204
            assert answer.headers["HX-Redirect"].partition("?")[0] in {"/auth/sign-in", "/staff/sign-in"}


def test_methods_that_nothing_has_are_refused_by_every_route(app: Flask, client: Client, who: str):
    adapter = app.url_map.bind("localhost")
    for rule in rules(app):
        url = address(app, rule)
        taken = set(adapter.allowed_methods(url))
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"} - taken:
            before = rows()
            answer = client.open(url, method=method)
            assert answer.status_code == 405, f"{method} {rule}: {answer.status_code}"
            assert set(answer.headers["Allow"].split(", ")) == taken, rule
            assert before == rows(), f"{method} {rule}"


def test_head_is_get_without_a_body(app: Flask, client: Client, who: str):
    for rule in rules(app, "GET"):
        url = address(app, rule)
        with undone(client):
            looked = client.head(url)
        with undone(client):
            got = client.get(url)
        assert looked.status_code == got.status_code, url
        assert looked.data == b"", url


def test_options_says_what_may_be_done_and_lets_no_other_site_ask(app: Flask, client: Client, who: str):
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    for rule in rules(app):
        answer = client.options(address(app, rule), headers=asked)
        assert answer.status_code in ({200, 303, 404} if may(who, role_of(app, rule)) else {303, 403}), rule
        assert answer.data == b"" or answer.status_code != 200
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")], rule


def not_found(client: Client) -> bytes:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    return same(answer.data)


def same(body: bytes) -> bytes:
    """A page without what differs each time."""
    return re.sub(rb'nonce="[^"]*"', b"", body)


def test_what_is_unknown_or_malformed_is_the_same_404_everywhere(app: Flask, client: Client, who: str):
    usual, sent = not_found(client), token(client)
    for rule in rules(app):
        if not rule.arguments or not may(who, role_of(app, rule)) or rule.endpoint == "verification.show":
            continue
        wanted = (404, usual)
        for part in STRANGE + JUNK:
            url = address(app, rule, part)
            with undone(client):
                answer = client.get(url) if "GET" in rule.methods else post(client, url, sent)
            seen = (answer.status_code, same(answer.data))
            if part == "nothing" and (rule.endpoint in OWN_404 or answer.status_code == 303):
                wanted = seen  # 303: there is nothing of this kind for them, whatever it is called
            if "/" not in unquote(part):
                assert seen == wanted or (part in JUNK and answer.status_code == 400), url[:90]


def test_what_is_somebody_elses_is_the_same_404(app: Flask, client: Client):
    for state in STATES:
        rule = next(app.url_map.iter_rules(state.endpoint))
        if role_of(app, rule) != RESIDENT or not rule.arguments - WORDS:
            continue
        with undone(client):
            values = state.arrange(client) or {}
            with app.test_request_context():
                url = app.url_for(state.endpoint, **values)
            assert client.get(url).status_code == state.status
            for stranger in (
                make_account().id,
                make_card().resident.account_id,
                make_application(sent=True).resident.account_id,
            ):
                client.sign_in(stranger)
                answer = client.get(url)
                assert answer.status_code == 404, url
                assert same(answer.data) == not_found(client), url


def test_somebody_elses_card_cannot_be_stopped_by_the_code_for_ones_own(client: Client):
    own, other = make_card(), make_card()
    client.sign_in(None, stopping={"key": "k", "residents": [own.resident_id], "until": "2099-01-01T00:00:00+00:00"})
    wanted, sent = not_found(client), forms(client.get_page("/stop/card"))[0].pairs
    for url in (f"/stop/card/{other.public_id}/stop", f"/stop/card/{own.public_id}/burn", "/stop/card/nothing/stop"):
        answer = post(client, url, sent)
        assert (answer.status_code, same(answer.data)) == (404, wanted), url
    assert type(other).get_by_id(other.id).status == "active"
