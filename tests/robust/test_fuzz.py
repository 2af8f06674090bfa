"""Addresses and headers that nobody thought of: each is answered, none is a defect. Forms: form_checks.py."""

import random

import pytest
from flask import Flask

from tests.browsing import Client
from tests.robust import made_up
from tests.robust.test_access import VISITORS, be, rules
from tests.robust.walk import undone

SEED, REQUESTS = 20261120, 500
ANSWERS = {*range(200, 500), 501, 503}  # 501: lists of the past; 503: nothing outside answers here


@pytest.mark.parametrize("who", VISITORS)
def test_requests_made_up_at_random_are_answered(app: Flask, client: Client, who: str):
    chance, known = random.Random(f"{SEED} {who}"), list(rules(app))
    be(client, who)
    for _ in range(REQUESTS):
        url, method = (
            made_up.address(chance.choice(known), chance),
            chance.choice(["GET", "GET", "HEAD", "OPTIONS", "PUT"]),
        )
        headers = made_up.headers(chance)
        with undone(client):
            answer = client.open(url, method=method, headers=headers)
        assert answer.status_code in ANSWERS, f"{method} {url!r} {headers}"
