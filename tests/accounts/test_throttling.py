"""A stranger can neither fill the table of sessions nor wear out the provider; real people still get in."""

import pytest
from werkzeug.test import TestResponse

from tests.accounts.conftest import at_provider, sign_in
from tests.accounts.staff import lines
from westminster.accounts import browser as browsers
from westminster.accounts import oidc
from westminster.accounts.models import Session
from westminster.core.limits import allow

FLOOD, HOME = {"REMOTE_ADDR": "198.51.100.7"}, {"REMOTE_ADDR": "192.0.2.1"}


def used_up(tries, whose: str) -> None:
    """As after so many tries; only the last of them is made for real."""
    for _ in range(tries.most):
        allow(tries.key(whose), tries.most, tries.per)


def waits(answer: TestResponse) -> None:
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Wait 5 minutes and try again." in answer.get_data(as_text=True)


@pytest.fixture
def flooded() -> None:
    used_up(browsers._AT_ONE_ADDRESS, browsers.hidden("198.51.100.7"))


def test_a_flood_of_new_sessions_ends_at_its_own_address(app, flooded):
    stranger, amina = app.test_client(), app.test_client()
    answer = stranger.get("/stop", environ_base=FLOOD)
    waits(answer)
    assert "Set-Cookie" not in answer.headers
    assert Session.select().count() == 0
    assert amina.get("/stop", environ_base=HOME).status_code == 200


def test_pages_without_a_form_cost_a_flood_nothing(app, flooded):
    assert app.test_client().get("/", environ_base=FLOOD).status_code == 200


def test_who_has_a_session_goes_on_in_a_flood(client, clock):
    client.get("/stop", environ_base=FLOOD)
    used_up(browsers._AT_ONE_ADDRESS, browsers.hidden("198.51.100.7"))
    used_up(browsers._OF_ALL, "")
    assert client.get("/stop", environ_base=FLOOD).status_code == 200


def test_the_flood_ends(app, flooded, clock):
    clock.move(minutes=5)
    assert app.test_client().get("/stop", environ_base=FLOOD).status_code == 200


def test_rows_made_by_strangers_are_counted_together_too(app):
    used_up(browsers._OF_ALL, "")
    waits(app.test_client().get("/stop", environ_base=HOME))
    assert Session.select().count() == 0


def test_rows_are_really_counted(app):
    for _ in range(3):
        app.test_client().get("/stop", environ_base=FLOOD)
    most = browsers._AT_ONE_ADDRESS.most
    for _ in range(most - 3):
        assert allow(browsers._AT_ONE_ADDRESS.key(browsers.hidden("198.51.100.7")), most, browsers._AT_ONE_ADDRESS.per)
    waits(app.test_client().get("/stop", environ_base=FLOOD))


def test_starts_from_one_address_are_limited(app, client, outside):
    used_up(oidc._STARTS[0], oidc.hidden("198.51.100.7"))
    waits(client.get("/auth/resident/start", environ_base=FLOOD))
    assert lines("account.locked") == [("anonymous", "realm:resident", '{"limit": "address"}')]
    assert app.test_client().get("/auth/resident/start", environ_base=HOME).status_code == 303


def test_starts_of_all_are_limited(client, outside):
    used_up(oidc._STARTS[1], "")
    waits(client.get("/auth/resident/start", environ_base=HOME))


def test_made_up_answers_are_limited(client, outside):
    used_up(oidc._ANSWERS[0], oidc.hidden("198.51.100.7"))
    waits(client.get("/auth/resident/callback?state=x&code=y", environ_base=FLOOD))
    assert client.get("/auth/resident/callback?state=x&code=y", environ_base=HOME).status_code == 400


def test_one_account_signs_in_twenty_times_in_five_minutes(app, outside, clock):
    for _ in range(oidc._OF_ONE.most):
        assert sign_in(app.test_client()).status_code == 303
    waits(sign_in(app.test_client()))
    assert sign_in(app.test_client(), "derek-okafor-lane").status_code == 303
    clock.move(minutes=5)
    assert sign_in(app.test_client()).status_code == 303


def test_limits_of_addresses_name_none(client, db, outside):
    client.get(at_provider(client.get("/auth/resident/start", environ_base=FLOOD)), environ_base=FLOOD)
    keys = [key for (key,) in db.execute_sql("SELECT key FROM rate_limit").fetchall()]
    assert [key for key in keys if key.startswith(("start-", "answer-", "new-session-"))]
    assert not [key for key in keys if "198.51" in key]


def test_another_address_cannot_be_made_up(app, flooded):
    for forged in ("192.0.2.1", "192.0.2.1, 203.0.113.9"):
        headers = {"X-Forwarded-For": forged, "Forwarded": f"for={forged}", "X-Real-IP": forged}
        waits(app.test_client().get("/stop", environ_base=FLOOD, headers=headers))
