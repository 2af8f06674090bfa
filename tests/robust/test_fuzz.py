"""Requests that nobody thought of, the same ones in every run: each is answered, none is a defect."""

import random
from string import printable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browsing import Client
from tests.robust.test_forms import ANSWERS
from tests.robust.walk import TOKEN, Pairs, Sent, arrive, forms, post, states_by_form, undone

SEED, FORMS_EACH, ADDRESSES = 20261120, 15, 600
ODD = "\0\t\r\n\x1f\x7f\x85\u00a0\u061c\u200b\u202e\u2028\ufeff\ufffd\ufffe\uff10\U0001d7d8\U0001f469\U0010ffff"
HEADS = {
    "Accept": ["*/*", "text/html;q=\xff", ",,,;;;", "a" * 4000],
    "Accept-Language": ["cy", "zz-ZZ-zz", "*;q=-1", "\xe9"],
    "Accept-Encoding": ["br", "gzip;q=x", "identity;q=0", "*;q=0"],
    "Cookie": ["session=", "session=%00", "session=" + "A" * 5000, "=;=;;", "session=a; session=b"],
    "If-None-Match": ["*", '"', 'W/"\xff"'],
    "If-Modified-Since": ["yesterday", "Fri, 32 Nov 2026 99:99:99 GMT"],
    "Range": ["bytes=0-", "bytes=-1", "bytes=9-1", "lines=1"],
    "Content-Type": ["application/json", "multipart/form-data", "text/html; charset=\xff"],
    "Authorization": ["Basic !!!", "Bearer " + "x" * 4000, "Digest a=b"],
    "HX-Request": ["true", "maybe"],
    "X-Forwarded-For": ["\xff", "1.2.3.4, 5.6.7.8", "'"],
    "Referer": ["http://[", "\xff", "http://elsewhere.example/"],
    "Origin": ["null", "http://[::1", "http://elsewhere.example"],
}


def text(chance: random.Random) -> str:
    alphabet = chance.choice([printable, ODD, printable + ODD, "0123456789-+ .e", "'\"<>&%{}()\\/;"])
    return "".join(chance.choices(alphabet, k=chance.choice([0, 1, 2, 5, 20, 101, 300, 5_000])))


def spoilt(sent: Sent, chance: random.Random) -> Pairs:
    """The form with some fields changed, left out, repeated and put in another order."""
    pairs: Pairs = []
    for name, value in sent.pairs:
        keep = name == TOKEN or chance.random() < 0.5
        times = 1 if keep else chance.choice([0, 1, 1, 1, 2, 3])
        pairs += [(name, value if keep else text(chance).encode()) for _ in range(times)]
    chance.shuffle(pairs)
    return pairs


def test_forms_filled_in_at_random_are_answered(app: Flask, client: Client):
    chance = random.Random(SEED)
    for state in sorted(set(states_by_form(app, client).values()), key=str):
        with undone(client):
            for sent in forms(arrive(state, client)):
                for _ in range(FORMS_EACH):
                    pairs = spoilt(sent, chance)
                    with undone(client):
                        answer = post(client, sent.url, pairs)
                    assert answer.status_code in ANSWERS, f"{sent.url}: {pairs}"


def address(rule: Rule, chance: random.Random) -> str:
    parts = [chance.choice([text(chance), "1", "libraries", "..", "%00", "\xe9"]) if dynamic else part
             for dynamic, part in rule._trace if part != "|"]  # fmt: skip
    query = "&".join(f"{text(chance)}={text(chance)}" for _ in range(chance.choice([0, 0, 1, 3])))
    return "".join(parts)[:9_000].replace("\0", "%00") + (f"?{query}"[:9_000] if query else "")


@pytest.mark.parametrize("who", ["nobody", "a resident"])
def test_addresses_and_headers_made_up_at_random_are_answered(app: Flask, client: Client, who: str):
    from tests.factories import make_card

    chance = random.Random(SEED)
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    if who == "a resident":
        client.sign_in(make_card().resident.account_id)
    for _ in range(ADDRESSES):
        url, method = address(chance.choice(rules), chance), chance.choice(["GET", "GET", "HEAD", "OPTIONS", "PUT"])
        named = chance.sample(sorted(HEADS), k=chance.choice([0, 1, 2]))
        headers = {name: chance.choice(HEADS[name]) for name in named}
        with undone(client):
            answer = client.open(url, method=method, headers=headers)
        assert answer.status_code < 500 or answer.status_code in {501, 503}, f"{method} {url!r} {headers}"
