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
from westminster.accounts.act_rules import ACTS, ROLES, acts_of
from westminster.core.web import door_of

# Every route there is, by its door. A new one is a line here: a decision about people's data.
EVERYONE, RESIDENT, STAFF = None, "resident", "staff"
DOORS: dict[str | None, str] = {
    EVERYONE: """
        auth.ask_sign_out auth.back_channel_logout auth.callback auth.jwks auth.sign_in auth.sign_out auth.signed_out auth.start auth.stay auth.still_here
        card_keys.cose_keys card_keys.jwks card_keys.stopped
        check.not_yet check.question check.result check.start
        demo.accounts demo.index demo.outbox demo.outbox_json demo.sign_in demo.staff_sign_in demo.wallet_ca
        email_sign_in.again email_sign_in.code email_sign_in.start
        follow.code follow.show follow.start
        health.alive health.ready
        home.accessibility home.contact home.cookies home.front home.privacy home.security_txt
        services.index services.show
        staff_auth.ask_sign_out staff_auth.code staff_auth.recovery_code staff_auth.set_up staff_auth.set_up_app
        staff_auth.sign_in staff_auth.sign_out staff_auth.signed_out
        work.callback work.start work.start_with_link
        static stopping.act stopping.code stopping.show stopping.start verification.show wallet_files.mark
    """,
    RESIDENT: """
        account.messages account.new_services account.show
        apply.begin apply.check apply.question apply.sent apply.show apply.start
        card.full card.replace card.restore card.show card.stop card.uses
        children.add children.adult children.end children.index children.lives_with_me children.take_back children.take_back_adult helpers.decide helpers.show
        child_card.replace child_card.restore child_card.show child_card.stop child_show.index child_show.one
        life.check_move life.drop_move life.home life.keep_name life.library life.moved life.name
        evidence.add evidence.again evidence.files evidence.in_person evidence.kind evidence.picture evidence.remove
        look_again.check look_again.paper look_again.sent look_again.why own_services.change
        prove.begin prove.check prove.index prove.no_longer prove.place prove.sent prove.show prove.start
        prove_evidence.add prove_evidence.again prove_evidence.files prove_evidence.in_person prove_evidence.kind
        prove_evidence.picture prove_evidence.remove prove_status.more prove_status.show prove_status.withdraw
        proving.back proving.go
        renewal.changed renewal.show
        sessions.end sessions.end_all sessions.end_others sessions.index
        status.more status.show status.withdraw
        take_over.done take_over.enter
        wallets.apple_pass wallets.google_pass wallets.paper wallets.pdf
        again.code again.start
        ways.check ways.code ways.email ways.index ways.provider ways.take_away
    """,
    STAFF: """
        own_account.again own_account.end own_account.end_all own_account.end_others own_account.index
        staff_recovery.codes staff_recovery.index staff_recovery.new_app staff_recovery.password
        staff_roles.index staff_rules.category staff_rules.index
    """,
    # Staff, by the act of westminster/accounts/act_rules.py.
    "cases.read": "cases.find cases.paper cases.queue cases.show filters.delete filters.index filters.new identities.index identities.show keys.change keys.show",
    "cases.work": "cases.note cases.read owner.aside owner.show several.done several.show",
    "cases.decide": "cases.decide cases.letter cases.undo owner.take_next identities.another identities.same people.end",
    "papers.seen": "cases.in_person staff_children.adult staff_children.confirm staff_life.name waiting.index waiting.show",
    "people.change": "staff_children.end staff_life.undo_move",
    "people.former": "staff_life.former",
    "people.died": "staff_life.died staff_life.not_died",
    "sources.see": "sources.index",
    "lists.upload": "lists.index lists.new lists.show lists.stop lists.use",
    "people.sign_out": "people.sign_out",
    "people.open": "people.find people.show people.why",
    "people.help": """
        helping.consent helping.finish helping.go_on helping.identity helping.shown helping.start helping.who helping.young
        helped.card helped.check helped.code helped.in_person helped.question helped.sent helped.show helped.shown
        helped.start helped.summary helped.summary_pdf more.choose people.look_again people.withdraw
    """,
    "cards.change": "people.act people.add_service people.card_pdf people.renew",
    "second.decide": "second.decide second.index second.show",
    "audit.read": "oversight.flag oversight.flags oversight.index",
    "team.see": "staff_team.index",
    "team.manage": "staff_team.invite staff_team.leave staff_team.link staff_team.new_link staff_team.show staff_team.sign_out",
}
DOOR = {endpoint: door for door, endpoints in DOORS.items() for endpoint in endpoints.split()}
VISITORS = {
    "nobody": set(),
    "holder": {RESIDENT},
    "applicant": {RESIDENT},
    **{role: {"staff", *acts_of(frozenset({role}))} for role in ROLES},
}
# Parts of addresses that are words of ours; every other part names a thing.
WORDS = {"slug", "verb", "act", "kind", "persona", "colleague", "name", "realm"}
# No provider to sign in with in these tests, no worker.
AWAY = {"auth.start", "demo.sign_in", "demo.staff_sign_in", "health.ready", "ways.provider", "work.start"}
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
WITHIN = {
    "people.search",
    "cases.assign",
    "cases.review",
}  # no door of their own: they decide what a page finds or offers
JUNK = ["%00", "%ff%fe", "%ed%a0%80"]


def rules(app: Flask, method: str | None = None) -> Iterator[Rule]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if method is None or method in rule.methods:
            yield rule


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


def may(who: str, door: str | None) -> bool:
    return door is None or door in VISITORS[who]


def token(client: Client) -> list[tuple[str, bytes]]:
    """A good CSRF token, so that it is the door that says no."""
    return [(TOKEN, forms(client.get_page("/stop"))[0].values[TOKEN][0].encode())]


def is_sent_to_sign_in(answer: TestResponse, door: str | None) -> bool:
    place = "/auth/sign-in" if door == RESIDENT else "/staff/sign-in"
    return answer.status_code == 303 and answer.headers["Location"] == place


def test_the_table_names_every_route_with_the_door_it_has(app: Flask):
    assert {rule.endpoint: door_of(app, rule.endpoint) for rule in rules(app)} == DOOR


def test_every_act_of_the_table_opens_a_door_and_every_door_is_of_the_table():
    assert set(DOORS) - {EVERYONE, RESIDENT, STAFF} == set(ACTS) - WITHIN


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_door_of_every_route_holds(app: Flask, client: Client, who: str, method: str):
    """Broken once: with a `_door` in core.web that lets everybody in, a stranger came to /messages."""
    sent = token(client) if method == "POST" else []
    for rule in rules(app, method):
        door, url = door_of(app, rule.endpoint), address(app, rule)
        before = rows()
        with undone(client):
            answer = post(client, url, sent) if sent else client.get(url)
            after = rows()
        if may(who, door):
            assert answer.status_code < 500 or rule.endpoint in AWAY, f"{who}: {url}"
            assert not is_sent_to_sign_in(answer, door) or door is None, f"{who} is shut out of {url}"
            continue
        # A session for where they wanted to go, and its count: there is a limit to those.
        assert changed(before, after) <= {"session", "rate_limit"}, f"{who}: {url} did something"
        wanted = is_sent_to_sign_in(answer, door) if who == "nobody" else answer.status_code == 403
        assert wanted, f"{who} came to {url}: {answer.status_code}"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(app: Flask, client: Client):
    for rule in rules(app, "GET"):
        if door_of(app, rule.endpoint):
            answer = client.get(address(app, rule), headers={"HX-Request": "true"})
            assert answer.status_code == 204
            assert answer.headers["HX-Redirect"].partition("?")[0] in {"/auth/sign-in", "/staff/sign-in"}


def test_methods_that_nothing_has_are_refused_by_every_route(app: Flask, client: Client, who: str):
    adapter = app.url_map.bind("localhost")
    for rule in rules(app):
        url = address(app, rule)
        taken, before = set(adapter.allowed_methods(url)), rows()
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"} - taken:
            answer = client.open(url, method=method)
            assert answer.status_code == 405, f"{method} {rule}: {answer.status_code}"
            assert set(answer.headers["Allow"].split(", ")) == taken, rule
        assert before == rows(), rule


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
        assert answer.status_code in ({200, 303, 404} if may(who, door_of(app, rule.endpoint)) else {303, 403}), rule
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
        if (
            not rule.arguments - set(rule.defaults or ())
            or not may(who, door_of(app, rule.endpoint))
            or rule.endpoint == "verification.show"
        ):
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
        if door_of(app, rule.endpoint) != RESIDENT or not rule.arguments - WORDS:
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
