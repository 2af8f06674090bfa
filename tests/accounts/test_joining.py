"""Two ways to sign in to one account: both proved in one browser, either opens the same person, either can go."""

import json
import re

import pytest

from tests.accounts.conftest import asked_for, at_provider, sign_in
from tests.accounts.realms import RESIDENT
from tests.accounts.test_back_channel import token, told
from tests.factories import make_account, make_application, make_card, make_proof, make_resident
from westminster.accounts import email_login, joining, service
from westminster.accounts.models import Account, EmailLogin, JoinedAccount, Session
from westminster.accounts.rules import NotSignedIn
from westminster.audit.models import AuditEntry
from westminster.core.clock import now
from westminster.core.errors import NotFound, Refused
from westminster.home import ways
from westminster.messages.models import Message
from westminster.messages.service import text_of
from westminster.residents.models import Resident
from westminster.residents.service import for_account

EMAIL = "amina@example.com"


def code() -> str:
    bodies = Message.select().where(Message.secret).order_by(Message.id.desc())
    return re.search(r"\d{6}", text_of(bodies.get())).group()


def by_email(client, email=EMAIL):
    client.post_form("/auth/email", {"email": email})
    return client.post_form("/auth/email/code", {"code": code()})


def prove_email(client, email=EMAIL, status=200):
    client.post_form("/account/ways/email", {"email": email})
    return client.post_form("/account/ways/email/code", {"code": code()}, status=status)


def prove_provider(client, persona="amina-rahman"):
    return client.get(at_provider(client.get("/account/ways/provider"), persona))


def add(client, page=None):
    return client.post_form(page or "/account/ways/check", button="Add it")


def take_away(client, which=0):
    links = [a for a in client.get_page("/account/ways").all("a") if "take-away" in a.get("href", "")]
    return client.post_form(client.get_page(links[which].get("href")), button="Take it away")


def who(client) -> int:
    with client.session_transaction() as kept:
        return kept.account_id


def acts() -> list[str]:
    lines = AuditEntry.select().where(AuditEntry.act.startswith("account.way")).order_by(AuditEntry.id)
    return [line.act for line in lines]


# Add another way


def test_an_email_address_joins_a_provider_account(client, app, outside):
    sign_in(client)
    mine = who(client)
    page = add(client, prove_email(client))
    assert "Done" in page.text
    assert EMAIL in page.text
    other = app.test_client()
    by_email(other)
    assert who(other) == mine


def test_a_provider_account_joins_a_local_one(client, app, outside):
    by_email(client)
    mine = who(client)
    assert prove_provider(client).location == "/account/ways/check"
    assert JoinedAccount.select().count() == 0, "proving is not adding"
    add(client)
    other = app.test_client()
    sign_in(other)
    assert who(other) == mine
    assert other.get_page("/card").url != "/auth/sign-in"
    assert Resident.select().where(Resident.account != mine).count() == 0


def test_either_way_opens_the_same_card(client, app, outside):
    sign_in(client)
    card = make_card(for_account(who(client)))
    add(client, prove_email(client))
    other = app.test_client()
    by_email(other)
    assert card.number[-3:] in other.get_page("/card").text


def test_the_session_gets_a_new_id_and_goes_on(client, outside):
    sign_in(client)
    page = prove_email(client)
    before, mine = client.get_cookie("session").value, who(client)
    add(client, page)
    assert client.get_cookie("session").value != before
    assert who(client) == mine
    assert Session.select().where(Session.account == mine).count() == 1


def test_adding_leaves_a_line_and_a_message_to_the_contact_on_file(client, outside):
    sign_in(client)
    resident = for_account(who(client))
    resident.email = "on-file@example.com"
    resident.save()
    add(client, prove_email(client))
    line = AuditEntry.get(AuditEntry.act == "account.way_added")
    assert line.subject == line.actor == f"account:{who(client)}"
    assert json.loads(line.detail) == {"way": EmailLogin.get().account_id}
    message = Message.select().order_by(Message.id.desc()).get()
    assert (message.address, message.about) == ("on-file@example.com", f"resident:{resident.id}")
    assert "new way to sign in was added" in message.body


def test_who_gave_no_contact_is_told_at_the_address_they_sign_in_with(client, outside):
    by_email(client)
    prove_provider(client)
    add(client)
    assert Message.select().order_by(Message.id.desc()).get().address == EMAIL


def test_a_sign_in_says_by_which_way(client, app, outside):
    sign_in(client)
    add(client, prove_email(client))
    by_email(app.test_client())
    line = AuditEntry.select().where(AuditEntry.act == "account.signed_in").order_by(AuditEntry.id.desc()).get()
    assert line.subject == f"account:{who(client)}"
    assert json.loads(line.detail) == {"realm": "resident", "way": EmailLogin.get().account_id}


def test_a_way_that_is_there_already_is_not_added_again(client, outside):
    sign_in(client)
    assert prove_provider(client).location == "/account/ways/check"
    assert "already" in client.get_page("/account/ways/check").text
    add(client, prove_email(client))
    assert "already" in prove_email(client).text
    assert JoinedAccount.select().count() == 2


def test_what_the_other_way_had_open_is_signed_out(client, app, outside):
    other = app.test_client()
    by_email(other)
    sign_in(client)
    add(client, prove_email(client))
    assert other.get("/account").status_code == 303


def test_the_code_to_add_an_address_signs_nobody_in(client, app, outside):
    sign_in(client)
    client.post_form("/account/ways/email", {"email": EMAIL})
    assert "to add this email address" in text_of(Message.get(Message.secret))
    other = app.test_client()
    other.post_form("/auth/email", {"email": EMAIL})
    digits = code()
    first = text_of(Message.select().where(Message.secret).order_by(Message.id).get())
    assert first[:6] != digits
    assert "not the code" in other.post_form("/auth/email/code", {"code": first[:6]}, status=422).text


# What is not added


def test_stopping_at_the_provider_adds_nothing(client, outside):
    by_email(client)
    start = client.get("/account/ways/provider")
    state = asked_for(start.location)["state"]
    answer = client.get_page(
        f"/auth/resident/callback?error=access_denied&state={state}&iss={outside.settings.resident_oidc.issuer}",
        status=400,
    )
    assert answer.h1 == "Nothing was added"
    assert answer.link("Go back") == "/account/ways/check"
    assert Account.select().count() == 1


def test_the_answer_counts_in_the_session_that_asked_only(client, app, outside):
    """Somebody who planted their own answer, or was signed out and in as another, adds nothing."""
    by_email(client)
    back = at_provider(client.get("/account/ways/provider"))
    with client.session_transaction() as kept:
        attempts = kept["sign_ins"]
    other = app.test_client()
    other.sign_in(make_account().id, sign_ins=attempts)
    page = other.get_page(back, status=400)
    assert page.h1 == "We could not add that way to sign in"
    with other.session_transaction() as kept:
        assert "joining" not in kept


def test_nothing_is_added_by_a_link_alone(client, outside):
    by_email(client)
    prove_provider(client)
    for path in ("/account/ways", "/account/ways/check"):
        client.get_page(path)
    assert acts() == []


@pytest.mark.parametrize("make", [make_application, make_card, make_proof])
def test_data_of_two_people_is_never_put_together(client, outside, make):
    sign_in(client)
    mine, theirs = for_account(who(client)), for_account(email_login.account_of(EMAIL).id)
    make_card(mine)
    make(theirs) if make is not make_application else make(resident=theirs)
    page = prove_email(client)
    assert page.h1 == "We cannot add this way to sign in"
    assert "A person has to put the two together" in page.text
    assert not [form for form in page.forms() if "check" in form.get("action", "")]
    with pytest.raises(Refused):
        ways.add(mine.account_id, theirs.account_id, actor="system")
    assert JoinedAccount.select().count() == 0


def test_who_is_at_the_new_account_is_told_to_begin_at_the_one_with_the_card(client, outside):
    theirs = make_card(for_account(email_login.account_of(EMAIL).id))
    sign_in(client)
    assert "Sign out, sign in that way, and add this one there" in prove_email(client).text
    add_from_there = client.application.test_client()
    by_email(add_from_there)
    prove_provider(add_from_there)
    add(add_from_there)
    sign_in(client)
    assert theirs.number[-3:] in client.get_page("/card").text


def test_there_are_no_chains():
    first, second, third = (make_account().id for _ in range(3))
    joining.join(first, second, actor="system")
    for one, other in ((third, second), (third, first)):
        with pytest.raises(Refused):
            joining.join(one, other, actor="system")
        assert ways.why_not(one, other) == joining.OTHERS
    assert [joining.opened_by(one) for one in (first, second, third)] == [first, first, third]


def test_a_closed_way_cannot_be_added(client, outside):
    gone = email_login.account_of(EMAIL)
    Account.update(disabled_at=now()).where(Account.id == gone.id).execute()
    sign_in(client)
    assert prove_email(client, status=403).h1 == "You cannot add that way to sign in"


def test_the_same_address_at_a_provider_and_as_a_way_in_joins_nothing(client, outside):
    by_email(client, "amina.rahman@example.com")
    sign_in(client.application.test_client())
    service.sign_in("resident", "https://other.example", "x", {"email": "amina.rahman@example.com"})
    assert Account.select().count() == 3
    assert JoinedAccount.select().count() == 0


def test_a_changed_address_at_the_provider_moves_nobody(client, outside):
    sign_in(client)
    add(client, prove_email(client))
    mine = Account.get_by_id(who(client))
    service.sign_in("resident", mine.issuer, mine.subject, {"email": "another@example.com"})
    other = service.sign_in("resident", mine.issuer, "somebody-else", {"email": EMAIL})
    assert other.account_id != mine.id
    assert [login.email for login in EmailLogin.select()] == [EMAIL]


# Ended from outside


def test_the_provider_ends_what_began_there_and_no_more(client, app, outside):
    by_email(client)
    prove_provider(client)
    add(client)
    phone = app.test_client()
    sign_in(phone)
    told(client, RESIDENT, token(outside, RESIDENT))
    assert phone.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    line = AuditEntry.get(AuditEntry.act == "account.ended_by_provider")
    assert line.subject == f"account:{who(client)}"


def test_the_provider_ends_its_own_when_the_address_was_added_to_it(client, app, outside):
    sign_in(client)
    add(client, prove_email(client))
    phone = app.test_client()
    by_email(phone)
    told(client, RESIDENT, token(outside, RESIDENT))
    assert client.get("/account").status_code == 303
    assert phone.get("/account").status_code == 200


def test_a_disabled_way_ends_with_its_next_request_and_the_others_stay(client, app, outside):
    sign_in(client)
    add(client, prove_email(client))
    phone = app.test_client()
    by_email(phone)
    Account.update(disabled_at=now()).where(Account.id == EmailLogin.get().account_id).execute()
    assert phone.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    with pytest.raises(NotSignedIn):
        email_login.sign_in(EMAIL)


def test_a_disabled_account_opens_by_none_of_its_ways(client, app, outside):
    sign_in(client)
    add(client, prove_email(client))
    phone = app.test_client()
    by_email(phone)
    Account.update(disabled_at=now()).where(Account.id == who(client)).execute()
    assert [browser.get("/account").status_code for browser in (client, phone)] == [303, 303]
    with pytest.raises(NotSignedIn):
        email_login.sign_in(EMAIL)


def test_signing_out_ends_the_provider_too_where_it_was_added(client, outside):
    by_email(client)
    csrf = next(e for e in client.get_page("/auth/sign-out").all("input") if e.get("name") == "csrf_token")
    prove_provider(client)
    answer = client.post("/auth/sign-out", data={"csrf_token": csrf.get("value")})
    assert "/identity/sign-out" in answer.location


def test_without_a_provider_signing_out_is_ours_alone(client, outside):
    by_email(client)
    assert client.post_form("/auth/sign-out", action="sign-out").url == "/auth/signed-out"


# Take a way away


def test_an_added_way_can_go(client, app, outside):
    sign_in(client)
    mine = who(client)
    add(client, prove_email(client))
    phone = app.test_client()
    by_email(phone)
    before = client.get_cookie("session").value
    assert "Done" in take_away(client).text
    assert client.get_cookie("session").value != before
    assert phone.get("/account").status_code == 303
    by_email(phone)
    assert who(phone) not in (mine, None)
    assert (who(client), JoinedAccount.select().count()) == (mine, 0)
    assert acts() == ["account.way_added", "account.way_taken_away"]
    assert "taken away" in Message.select().where(~Message.secret).order_by(Message.id.desc()).get().body


def test_the_first_way_can_go_too(client, app, outside):
    """Whatever was kept of the person stays theirs; only what leads to it changes."""
    by_email(client)
    resident = make_card(for_account(who(client))).resident
    prove_provider(client)
    add(client)
    left = app.test_client()
    by_email(left)
    phone = app.test_client()
    sign_in(phone)
    take_away(phone)
    assert [browser.get("/account").status_code for browser in (client, left, phone)] == [303, 303, 200]
    assert who(phone) == resident.account_id
    by_email(left)
    assert who(left) != resident.account_id
    sign_in(phone)
    assert who(phone) == resident.account_id
    told(client, RESIDENT, token(outside, RESIDENT))
    assert phone.get("/account").status_code == 303
    assert left.get("/account").status_code == 200


def test_of_two_addresses_the_first_can_go(client, app):
    by_email(client)
    mine = who(client)
    add(client, prove_email(client, "new@example.com"))
    phone = app.test_client()
    by_email(phone, "new@example.com")
    take_away(phone)
    assert who(phone) == mine
    assert EmailLogin.get(EmailLogin.email == "new@example.com").account_id == mine
    by_email(client)
    assert who(client) != mine


def test_the_way_in_use_cannot_go_and_so_never_the_last(client, outside):
    sign_in(client)
    own = joining.ways_of(who(client), who(client))
    assert [way.own for way in own] == [True]
    with pytest.raises(Refused):
        joining.take_away(who(client), own[0].name, who(client), actor="system")
    assert "take-away" not in client.get_page("/account/ways").html


def test_somebody_elses_way_cannot_be_taken_away():
    mine, theirs = make_account().id, make_account().id
    with pytest.raises(NotFound):
        joining.take_away(mine, joining.way_of(theirs).name, mine, actor="system")


def test_ways_are_told_apart_by_their_address_or_their_page(client, outside):
    sign_in(client)
    add(client, prove_email(client))
    found = joining.ways_of(who(client), who(client))
    assert [(way.host, way.who) for way in found] == [("127.0.0.1", "amina.rahman@example.com"), (None, EMAIL)]
    assert EMAIL not in "".join(way.name for way in found)


def test_a_helped_resident_without_an_account_is_not_touched(client, outside):
    make_resident(account=None, email=EMAIL)
    by_email(client)
    assert Resident.get(Resident.email == EMAIL).account_id is None
