"""Junk before any form: in addresses, JSON, cookies and the headers that say who asks."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder

from tests.browsing import Client
from tests.page import Page
from tests.pages import check_page
from tests.robust.test_access import VISITORS, address, be, rules
from tests.robust.walk import undone
from westminster.accounts import oidc, staff_team
from westminster.core.settings import Settings, install

JSON = {
    "nested 3,000 deep": b"[" * 3_000 + b"]" * 3_000,
    "nested 100,000 deep": b"[" * 60_000 + b"]" * 60_000,
    "objects 33 deep": b'{"a":' * 33 + b"1" + b"}" * 33,
    "broken UTF-8": b'{"a": "\xff"}',
    "a lone surrogate": b'{"a": "\\ud800"}',
    "a lone surrogate as a name": b'{"\\udfff": 1}',
    "a lone surrogate in bytes": b'"\xed\xa0\x80"',
    "a NUL": b'{"a": "\\u0000"}',
    "no JSON": b"a=1",
    "nothing": b"",
    "cut off": b'{"a": ',
    "a number of 5,000 digits": b"9" * 5_000,
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "two of them": b"{} {}",
}


@pytest.mark.parametrize("body", JSON.values(), ids=JSON)
def test_json_that_no_view_could_read_ends_before_any_view(app: Flask, client: Client, body: bytes):
    """Also where nothing takes JSON today. Broken once: without `_read_json` in core.gates each failed."""
    for rule in rules(app):
        for method in ("POST", "GET"):
            if method in rule.methods:
                for kind in ("application/json", "application/problem+json; charset=latin-1"):
                    answer = client.open(address(app, rule), method=method, data=body, content_type=kind)
                    assert answer.status_code == 400, f"{method} {rule}"
    check_page(Page(answer, "/"), app)


def test_json_just_deep_enough_is_not_the_gates_business(client: Client):
    body = json.dumps({"a": [[[[1]]]], "b": "\U0001f469", "c": 12345678901234567890})
    assert client.post("/no-such-page", data=body, content_type="application/json").status_code == 404


JUNK_PATHS = [
    "/%00",
    "/a%00b",
    "/%ff",
    "/%C0%AF",
    "/%ed%a0%80",
    "/services/%00",
    "/V/%ff%fe",
    "/static/%00.css",
    "/card%00",
]
LONG = "x" * 60_000
LOST_PATHS = [
    "/../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/../app.py",
    "/static/..%2f..%2fapp.py",
    "/static/%2e%2e%5capp.py",
    "/static//etc/passwd",
    "/card;jsessionid=1",
    "/.git/config",
    "/" + LONG,
    "/services/" + LONG,
    "/" + "a/" * 5_000,
    "/SERVICES",
    "/services/libraries/",
    "/services%2flibraries%2f",
    "/\u202e",
    "/v/ABC",
]


@pytest.mark.parametrize("path", JUNK_PATHS)
@pytest.mark.parametrize("who", VISITORS)
def test_an_address_of_broken_bytes_is_a_400(client: Client, path: str, who: str):
    be(client, who)
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", LOST_PATHS, ids=lambda path: path[:30])
def test_an_address_that_leads_nowhere_is_a_404(app: Flask, client: Client, path: str):
    with undone(client):
        answer = client.get(path)
    assert answer.status_code == 404
    check_page(Page(answer, "/"), app)


@pytest.mark.parametrize(
    "path",
    ["//elsewhere.example/", "//elsewhere.example/%2e%2e", "/%2f%2felsewhere.example", "//", "/services//libraries"],
)
def test_no_address_sends_anybody_to_another_site(client: Client, path: str):
    answer = client.open(EnvironBuilder(path="/", environ_overrides={"PATH_INFO": path, "RAW_URI": path}))
    assert answer.status_code in {200, 308, 404}
    assert "elsewhere" not in answer.headers.get("Location", "").removeprefix("http://localhost/elsewhere")


QUERIES = ["?a=%00", "?%00=a", "?a=%ff", "?a=%ed%a0%80", "?%fe"]
MERE_QUERIES = [
    "?" + "a=1&" * 5_000,
    "?a=" + LONG,
    "?" + "&" * 999,
    "?page=-1&sort=%27&for=%E2%80%AE&from=check&time=",
    "?=%",
]


def test_junk_behind_the_question_mark_never_reaches_a_view(app: Flask, client: Client):
    for rule in rules(app, "GET"):
        for query in QUERIES:
            assert client.get(address(app, rule) + query).status_code == 400, f"{rule}{query}"


@pytest.mark.parametrize("who", ["nobody", "applicant", "adviser"])
def test_an_odd_query_is_answered_as_if_it_were_not_there(app: Flask, client: Client, who: str):
    be(client, who)
    for rule in rules(app, "GET"):
        if rule.endpoint in {"auth.callback", "work.callback"}:
            continue  # their query is what they are about
        url = address(app, rule)
        with undone(client):
            wanted = client.get(url).status_code
        for query in MERE_QUERIES:
            with undone(client):
                answer = client.get(url + query)
            assert answer.status_code in {wanted, 501 if "time=" in query else wanted}, f"{rule}{query[:20]}"


COOKIES = [
    "",
    "x",
    "A" * 43,
    "A" * 44,
    "A" * 100_000,
    "%00",
    "\xff\xfe",
    '"',
    "a b",
    "==",
    "AAAA; session=BBBB",
    "\t",
    "-_" * 22,
]


@pytest.mark.parametrize("value", COOKIES, ids=lambda value: ascii(value[:20]))
def test_a_cookie_that_we_never_gave_is_nobodys(client: Client, value: str):
    for url, status in (("/", 200), ("/card", 303), ("/auth/sign-in", 200)):
        answer = client.get(url, headers={"Cookie": f"session={value}"})
        assert answer.status_code == status
        assert "Sign in" in answer.text or status == 303


def test_a_great_many_cookies_are_read_past(client: Client):
    assert client.get("/", headers={"Cookie": "; ".join(f"c{n}=v" for n in range(5_000))}).status_code == 200


HOSTS = [
    "elsewhere.example",
    "localhost.elsewhere.example",
    "elsewhere.example:80",
    "localhost@elsewhere.example",
    "[::1]",
    "",
    "a b",
    "\xff",
    "localhost/..",
    "LOCALHOST.",
]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/card", "/no-such-page", "/auth/resident/start", "/healthz"])
def test_a_host_that_is_not_ours_is_a_400_page(app: Flask, client: Client, host: str, path: str):
    """Broken once: without `_start` binding addresses for a host that is not ours, the page of refusal was a defect."""
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.text + str(answer.headers)
    check_page(Page(answer, "/"), app)


FORWARDED = {
    "X-Forwarded-For": "198.51.100.7, 203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "elsewhere.example",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/elsewhere",
    "Forwarded": "for=203.0.113.9;host=elsewhere.example;proto=https",
    "X-Original-URL": "/healthz",
    "X-Rewrite-URL": "/healthz",
    "X-HTTP-Method-Override": "DELETE",
}


def seen_by(app: Flask) -> dict[str, str]:
    """How a request with forged headers from 127.0.0.1 looks to a view."""
    app.add_url_rule("/seen", view_func=lambda: [request.remote_addr, request.url, request.method])
    return app.test_client().get("/seen", headers=FORWARDED).get_json()


def test_what_claims_to_be_forwarded_is_not_believed(make_app: Callable[[Settings], Flask], settings: Settings):
    assert seen_by(make_app(settings)) == ["127.0.0.1", "http://localhost/seen", "GET"]


@pytest.mark.parametrize(("hops", "address"), [(1, "203.0.113.9"), (2, "198.51.100.7"), (3, "127.0.0.1")])
def test_behind_proxies_the_word_of_the_farthest_of_them_is_believed_and_no_other(
    make_app: Callable[[Settings], Flask], settings: Settings, hops: int, address: str
):
    """One word on the scheme is too few for two proxies, so it is not believed either."""
    seen = seen_by(make_app(replace(settings, trust_proxy=hops)))
    assert seen == [address, f"{'https' if hops == 1 else 'http'}://localhost/seen", "GET"]


def test_links_for_outside_never_come_from_the_host_header(app: Flask, client: Client, settings: Settings):
    install(replace(settings, base_url="https://card.example"))
    with app.test_request_context(base_url="http://127.0.0.1"):
        assert staff_team.link_address("x") == "https://card.example/staff/set-up/x"
        assert oidc._callback("resident") == "https://card.example/auth/resident/callback"
