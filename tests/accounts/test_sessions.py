"""Sessions: what they cost, what they keep, how they begin and end."""

import threading

import pytest
from flask import session

from tests.accounts.bare import cookie, queries, token
from tests.factories import make_account
from westminster.accounts import service, store
from westminster.accounts.browser import this_browser
from westminster.accounts.models import Account, Session
from westminster.accounts.seal import key_of, unseal
from westminster.core.clock import now
from westminster.core.db import database

# What a page costs


def test_a_page_that_asks_nothing_costs_no_query(browser, account, caplog):
    browser.get(f"/enter/{account.id}")
    with queries(caplog) as found:
        assert browser.get("/nothing").text == "nothing"
    assert found == []


def test_who_is_there_and_what_they_wrote_cost_one_query(browser, account, caplog):
    browser.get(f"/enter/{account.id}")
    with queries(caplog) as found:
        assert browser.get("/who").text == f"account:{account.id}"
    assert len(found) == 1


def test_a_browser_without_a_cookie_costs_no_query(browser, caplog):
    with queries(caplog) as found:
        assert browser.get("/who").text == "nobody"
        assert browser.get("/read").text == "none"
    assert found == []


def test_reading_makes_no_row_and_no_cookie(browser):
    assert "Set-Cookie" not in browser.get("/read").headers
    assert Session.select().count() == 0


def test_only_an_answer_that_looked_varies_with_the_cookie(browser):
    assert "Cookie" in browser.get("/read").headers["Vary"]
    assert "Vary" not in browser.get("/nothing").headers


# What is kept


def test_what_was_written_is_read_and_dropped(browser):
    browser.get("/write/plum")
    assert browser.get("/read").text == "plum"
    assert browser.get("/drop").text == "plum"
    assert browser.get("/read").text == "none"


def test_the_first_write_makes_one_row_and_later_ones_keep_the_cookie(browser):
    browser.get("/write/plum")
    assert "Set-Cookie" not in browser.get("/write/pear").headers
    assert Session.select().count() == 1


def test_the_database_alone_tells_nothing(browser):
    browser.get("/write/plum")
    row = Session.get()
    assert row.key == key_of(token(browser))
    assert cookie(browser) not in repr(row.__data__)
    assert b"plum" not in bytes(row.data)
    assert unseal(b"\0" * 32, bytes(row.data)) is None


def test_data_that_was_changed_in_the_database_is_not_believed(browser):
    browser.get("/write/plum")
    Session.update(data=bytes(60)).execute()
    assert browser.get("/read").text == "none"
    Session.update(data=b"").execute()
    assert browser.get("/read").text == "none"


def test_a_copied_row_does_not_open_with_another_cookie(bare, browser, account):
    browser.get(f"/enter/{account.id}")
    other = bare.test_client()
    other.get("/write/plum")
    Session.update(account=account).where(Session.key == key_of(token(other))).execute()
    sealed = Session.get(Session.key == key_of(token(browser))).data
    Session.update(data=sealed).where(Session.key == key_of(token(other))).execute()
    assert other.get("/who").text == "nobody"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "plum",
        "A" * 43,
        "A" * 42,
        "A" * 44,
        "A" * 4000,
        "é" * 43,
        "A=" * 21,
        '"quoted"',
        "../../etc",
        "\x7f" * 43,
    ],
)
def test_a_cookie_that_we_never_gave_is_nobody(browser, value):
    browser.set_cookie("session", value)
    assert browser.get("/who").text == "nobody"
    assert "Set-Cookie" not in browser.get("/read").headers


def test_a_cookie_that_we_never_gave_is_not_taken_over(browser):
    browser.set_cookie("session", "A" * 43)
    browser.get("/write/plum")
    assert cookie(browser) != "A" * 43
    assert browser.get("/read").text == "plum"


# Signing in and out


def test_signing_in_renews_the_id_and_carries_nothing_over(bare, browser, account):
    browser.get("/write/plum")
    before = cookie(browser)
    browser.get(f"/enter/{account.id}")
    assert cookie(browser) != before
    assert browser.get("/read").text == "new"
    thief = bare.test_client()
    thief.set_cookie("session", before)
    assert thief.get("/who").text == "nobody"
    assert thief.get("/read").text == "none"


def test_signing_out_ends_every_copy_of_the_cookie(bare, browser, account):
    browser.get(f"/enter/{account.id}")
    copy = bare.test_client()
    copy.set_cookie("session", cookie(browser))
    browser.get("/leave")
    assert browser.get_cookie("session") is None
    assert copy.get("/who").text == "nobody"
    assert Session.select().count() == 0


def test_signing_out_twice_is_no_harm(browser):
    assert browser.get("/leave").text == "out"
    assert browser.get("/leave").text == "out"


def test_all_browsers_of_an_account_can_be_ended(bare, browser, account):
    second, stranger = bare.test_client(), bare.test_client()
    browser.get(f"/enter/{account.id}")
    second.get(f"/enter/{account.id}")
    stranger.get(f"/enter/{make_account().id}")
    assert service.end_all(account.id, actor="system") == 2
    assert browser.get("/who").text == second.get("/who").text == "nobody"
    assert stranger.get("/who").text != "nobody"


def test_one_browser_can_be_ended(browser, account):
    browser.get(f"/enter/{account.id}")
    store.end(key_of(token(browser)))
    assert browser.get("/who").text == "nobody"


def test_a_disabled_account_is_out_at_the_next_page(browser, account):
    browser.get(f"/enter/{account.id}")
    Account.update(disabled_at=now()).execute()
    assert browser.get("/who").text == "nobody"


def test_what_was_ended_meanwhile_is_not_written_back(bare, browser, account):
    browser.get(f"/enter/{account.id}")

    with bare.test_request_context("/", headers={"Cookie": f"session={cookie(browser)}"}):
        session["word"] = "late"
        service.end_all(account.id, actor="system")
        bare.process_response(bare.make_response("late"))
    assert Session.select().count() == 0
    assert browser.get("/who").text == "nobody"


def test_of_two_who_take_the_same_thing_one_gets_it(bare, browser):
    with browser.session_transaction() as kept:
        kept["sign_ins"] = {"a": 1, "b": 2}
    headers = {"Cookie": f"session={cookie(browser)}"}
    with bare.test_request_context("/", headers=headers):
        assert session["sign_ins"]["a"] == 1  # looked at before the other took it
        with bare.test_request_context("/", headers=headers):
            assert this_browser().take("sign_ins", "a") == 1
        assert this_browser().take("sign_ins", "a") is None
        assert this_browser().take("sign_ins", "b") == 2


@pytest.mark.own_database
def test_of_many_at_the_same_moment_one_gets_it(bare, browser):
    with browser.session_transaction() as kept:
        kept["sign_ins"] = {"a": 1}
    headers, start, got = {"Cookie": f"session={cookie(browser)}"}, threading.Barrier(6), []

    def take() -> None:
        with bare.test_request_context("/", headers=headers):
            start.wait()
            got.append(this_browser().take("sign_ins", "a"))
        database.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got, key=str) == [1, None, None, None, None, None]
