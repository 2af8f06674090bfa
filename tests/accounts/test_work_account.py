"""Staff sign in with a work account: who is bound by a link and nobody else, whatever the provider says of them."""

from urllib.parse import urlsplit

import pytest

from tests.accounts import staff as hand
from tests.accounts.conftest import at_provider, query
from tests.accounts.realms import RESIDENT, STAFF, bound
from tests.accounts.staff import lines
from tests.accounts.work import newcomer, refused, there, who
from tests.browsing import Client
from tests.factories import make_staff
from westminster.accounts import staff, staff_team
from westminster.accounts.models import Account, Session, WorkAccount
from westminster.core.clock import now
from westminster.demo import colleagues
from westminster.demo.faults import WORK
from westminster.demo.surroundings import WORK_ISSUER
from westminster.demo.tokens import Signer

# In


def test_a_member_signs_in_with_their_work_account(client: Client, outside):
    member = bound()
    assert STAFF.sign_in(client).location == "/staff"
    assert who(client) == member.account_id
    name = f"staff:{member.account_id}"
    assert lines("account.signed_in") == [(name, name, '{"realm": "staff"}')]


def test_a_link_binds_a_work_account_and_is_used_up(client: Client, app, outside):
    member, link = newcomer()
    assert client.get(there(client, link)).location == "/staff"
    assert who(client) == member.account_id
    name = f"staff:{member.account_id}"
    assert lines("staff.set_up") == [(name, name, '{"by": "work_account"}')]
    client.get_page(link, status=404)
    other = app.test_client()
    assert STAFF.sign_in(other).location == "/staff"
    assert who(other) == member.account_id


def test_who_is_bound_can_sign_in_as_the_team_page_says(client: Client, outside):
    member, link = newcomer()
    client.get(there(client, link))
    client.sign_in(make_staff("administrator").account_id)
    assert "Can sign in With a work account" in client.get_page("/staff/team").text
    assert staff.named(member.email).has_work_account


def test_a_resident_who_works_here_has_two_accounts(client: Client, app, outside):
    """Hana of the demo: one person, and nothing of one account in the other."""
    member = bound("hana-clarke")
    at_home = app.test_client()
    RESIDENT.sign_in(at_home, "hana-clarke")
    STAFF.sign_in(client, "hana-clarke")
    assert who(client) == member.account_id
    assert who(at_home) == Account.get(Account.realm == "resident").id != member.account_id
    assert at_home.get("/staff").status_code == 403
    assert client.get("/card").status_code == 403


# Nobody else


def test_a_work_account_that_is_nobodys_is_refused(client: Client, outside):
    page = refused(client, STAFF.back(client, "noor-haddad"), "unknown")
    assert page.h1 == "We do not know this work account"
    assert page.link("Go to sign-in") == "/staff/sign-in"
    assert Account.select().count() == WorkAccount.select().count() == 0


def test_an_email_address_in_common_signs_nobody_in(client: Client, outside):
    make_staff(email="noor.haddad@example.com", name="Noor Haddad")
    newcomer("hana.clarke@example.com")
    refused(client, STAFF.back(client, "noor-haddad"), "unknown")
    client.get_page(STAFF.back(client, "hana-clarke"), status=403)


def test_a_role_that_the_provider_tells_is_none_here(client: Client, outside):
    bound()
    signer = Signer()
    sign = signer.sign
    told = {"roles": ["administrator"], "groups": ["administrator"], "role": "administrator"}
    signer.sign = lambda claims, fault=None: sign(claims | told, fault)
    outside.stand_ins.work_provider.signer = signer
    STAFF.sign_in(client)
    assert client.get("/staff/team").status_code == 403


@pytest.mark.parametrize("fault", WORK)
def test_the_tenant_and_the_object_must_both_be_told(client: Client, outside, fault: str):
    bound()
    outside.stand_ins.work_provider.fault = fault
    reason = "bad_subject" if fault == "odd_object" else "wrong_tenant"
    assert refused(client, STAFF.back(client), reason, 400).h1 == "We could not sign you in"


def test_the_tenant_is_believed_from_the_id_token_only(client: Client, outside):
    """Userinfo is signed by nobody."""
    bound()
    provider = outside.stand_ins.work_provider
    signer, sign = Signer(), Signer.sign
    without = lambda claims: {name: value for name, value in claims.items() if name not in ("tid", "oid")}  # noqa: E731
    signer.sign = lambda claims, fault=None: sign(signer, without(claims), fault)
    provider.signer = signer
    usual = provider.userinfo
    hana = colleagues.find("hana-clarke")
    named = {"tid": colleagues.TENANT, "oid": hana.object_id}
    outside.stand_ins.app.view_functions["work_provider.userinfo"] = lambda: usual().get_json() | named
    refused(client, STAFF.back(client), "unknown")


def test_who_has_left_is_refused_from_the_next_page_on(client: Client, app, outside):
    member = bound()
    STAFF.sign_in(client)
    staff_team.leave(member.account_id, actor="system")
    assert WorkAccount.select().count() == 0
    assert client.get("/staff").location == "/staff/sign-in"
    other = app.test_client()
    refused(other, STAFF.back(other), "unknown")


def test_who_comes_back_needs_a_link(client: Client, outside):
    member = bound(email="sam@example.com")
    staff_team.leave(member.account_id, actor="system")
    _, link = newcomer("sam@example.com")
    refused(client, STAFF.back(client), "unknown")
    assert client.get(there(client, link)).location == "/staff"


def test_a_disabled_member_is_refused(client: Client, outside):
    member = bound()
    STAFF.sign_in(client)
    Account.update(disabled_at=now()).where(Account.id == member.account_id).execute()
    assert client.get("/staff").location == "/staff/sign-in"
    Session.delete().execute()
    assert refused(client, STAFF.back(client), "disabled").h1 == "You cannot sign in with this account"


def test_a_change_of_roles_counts_from_the_next_page_on(client: Client, outside):
    member = bound()
    STAFF.sign_in(client)
    assert client.get("/staff/team").status_code == 403
    staff_team.change_roles(member.account_id, ["administrator"], actor="system")
    assert client.get("/staff/team").status_code == 200


@pytest.mark.parametrize(("came", "arrives"), [(STAFF, RESIDENT), (RESIDENT, STAFF)], ids=["staff", "resident"])
def test_an_answer_for_one_realm_is_nothing_to_the_other(client: Client, outside, came, arrives):
    bound()
    back = came.back(client).replace(came.callback, arrives.callback)
    client.get_page(back, status=400)
    assert Session.select().where(Session.account.is_null(False)).count() == 0
    assert lines("account.refused")[0][2] == '{"reason": "other_realm"}'


# The page, and a provider that is away


def test_who_has_a_password_finds_both_ways(client: Client, outside):
    make_staff()
    page = client.get_page("/staff/sign-in")
    assert page.link("Sign in with your work account") == STAFF.start
    assert len([form for form in page.forms() if form.get("action") == "/staff/sign-in"]) == 1


def test_when_nobody_has_a_password_there_is_no_form_for_one(client: Client, outside):
    bound()
    page = client.get_page("/staff/sign-in")
    assert page.link("Sign in with your work account") == STAFF.start
    assert page.forms() == []


def test_without_a_provider_there_is_the_password_alone(client: Client):
    page = client.get_page("/staff/sign-in")
    assert "work account" not in page.main
    assert len(page.forms()) == 1


@pytest.mark.parametrize("trouble", ["down", "junk"])
def test_a_provider_that_is_away_is_said_to_be_so_and_passwords_work(client: Client, outside, clock, trouble: str):
    member = make_staff()
    outside.stand_ins.trouble["work_provider"] = trouble
    page = client.get_page(STAFF.start, status=503)
    assert "not working at the moment" in page.main
    assert page.response.headers["Retry-After"]
    assert hand.sign_in(client, member) == "/staff"
    outside.stand_ins.trouble.clear()
    clock.move(seconds=15)
    assert client.get(STAFF.start).status_code == 303


def test_with_a_link_a_provider_that_is_away_is_said_to_be_so(client: Client, outside):
    _, link = newcomer()
    outside.stand_ins.trouble["work_provider"] = "down"
    page = client.post_form(link, {}, action=STAFF.start)
    assert "not working at the moment" in page.main
    assert page.h1 == "Choose how you sign in"


def test_a_provider_that_fails_half_way_signs_nobody_in(client: Client, outside):
    bound()
    back = STAFF.back(client)
    outside.stand_ins.trouble["work_provider"] = "down"
    refused(client, back, "provider_down", 503)


def test_without_a_provider_its_addresses_say_so(client: Client):
    client.get_page(STAFF.start, status=503)
    client.get_page(f"{STAFF.callback}?state=x", status=400)


def test_a_deactivated_client_is_said_to_be_so(client: Client, outside):
    back = query(STAFF.back(client))
    address = f"{STAFF.callback}?state={back['state']}&iss={back['iss']}&error=unauthorized_client"
    assert refused(client, address, "switched_off", 503).h1 == "You cannot sign in with your work account at the moment"


# Where to


def test_each_tab_gets_where_it_wanted(client: Client, outside):
    bound(email="a@example.com")
    tabs = [client.get_page(wanted) for wanted in ("/staff/people?q=a", "/staff/people?q=b")]
    starts = [page.link("Sign in with your work account") for page in tabs]
    assert starts[0] == STAFF.start != starts[1]
    backs = [at_provider(client.get(start), STAFF.persona) for start in starts]
    assert client.get(backs[1]).location == "/staff/people?q=b"
    assert client.get(backs[0]).location == "/staff/people?q=a"


def test_a_tab_from_before_the_sign_in_of_another_gets_there_too(client: Client, outside):
    bound()
    first, second = (client.get_page(f"/staff/people?q={name}") for name in "ab")
    left = at_provider(client.get(second.link("Sign in with your work account")), STAFF.persona)
    STAFF.sign_in(client)
    assert client.get(left).location == "/staff/people?q=b"
    assert client.get(second.url).location == "/staff/people?q=b"
    assert client.get(first.url).location == "/staff/people?q=a"


def test_each_tab_gets_where_it_wanted_by_password_too(client: Client):
    member = make_staff()
    client.get("/staff/people?q=a")
    page = client.post_form("/staff/people?q=b", {"email": member.email, "password": hand.PASSWORD})
    assert hand.arrives(client, page, hand.code()) == "/staff/people?q=b"


def test_a_resident_s_page_is_not_where_staff_arrive(client: Client, outside):
    bound()
    client.get("/card")
    assert STAFF.sign_in(client).location == "/staff"


# Out


def leave(client: Client):
    page = client.get_page("/staff/sign-out")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    return client.post("/staff/sign-out", data={"csrf_token": token})


def test_signing_out_ends_both_sides(client: Client, outside):
    member = bound()
    STAFF.sign_in(client)
    with client.session_transaction() as kept:
        id_token = kept["id_token"]
    assert "signs you out of your work account" in client.get_page("/staff/sign-out").main
    answer = leave(client)
    asked = query(answer.location)
    assert urlsplit(answer.location).path.endswith("/v2.0/sign-out")
    assert (asked["id_token_hint"], asked["client_id"]) == (id_token, "mywestminster-staff")
    assert asked["post_logout_redirect_uri"] == "http://localhost/auth/signed-out"
    assert Session.select().count() == 0
    page = client.get_page(f"/auth/signed-out?state={asked['state']}")
    assert "signed out of your work account too" in page.main
    assert page.link("Sign in again") == "/staff/sign-in"
    assert lines("account.signed_out")[0][0] == f"staff:{member.account_id}"


def test_who_came_by_password_leaves_no_work_account(client: Client, outside):
    client.sign_in(make_staff().account_id)
    assert leave(client).location == "/staff/signed-out"


def test_a_provider_that_is_away_keeps_nobody_in(client: Client, outside, clock):
    client.sign_in(bound().account_id, id_token="x")
    outside.stand_ins.trouble["work_provider"] = "down"
    assert leave(client).location == "/staff/signed-out"
    assert Session.select().count() == 0


def test_a_token_of_staff_never_goes_to_the_provider_of_residents(client: Client, outside):
    """The sign-out page of residents ends the session of whoever is there, at the provider they came from."""
    bound()
    STAFF.sign_in(client)
    page = client.get_page("/auth/sign-out")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    location = client.post("/auth/sign-out", data={"csrf_token": token}).location
    assert colleagues.TENANT in urlsplit(location).path


def test_when_the_provider_does_not_know_them_any_more_the_session_ends_here(client: Client, outside):
    bound()
    STAFF.sign_in(client)
    asked = query(client.get(STAFF.start).location)
    address = f"{STAFF.callback}?state={asked['state']}&iss={WORK_ISSUER}&error=login_required"
    client.get_page(address, status=400)
    assert who(client) is None
