"""A second request to the provider: who somebody is, asked only of who is signed in, and only where it helps."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.accounts.conftest import asked_for, at_provider, query, sign_in
from tests.accounts.proving import ASK, applying, know, proves
from westminster.accounts import service, strict
from westminster.accounts.models import Account, Identity, Session
from westminster.audit.models import AuditEntry
from westminster.core.models import Outbox
from westminster.demo.faults import IDENTITY_FAULTS
from westminster.demo.proving import ADDRESS, CORE, RETURN_CODE

CALLBACK = "/auth/resident/callback"


def lines(act: str) -> list[AuditEntry]:
    return list(AuditEntry.select().where(AuditEntry.act == act).order_by(AuditEntry.id))


def test_the_first_request_asks_for_no_identity(client, outside):
    asked = asked_for(client.get("/auth/resident/start").location)
    assert asked["vtr"] == ["Cl.Cm"]
    assert "claims" not in asked


def test_the_second_request_asks_for_it(client, outside):
    applying(client)
    asked = asked_for(client.get(ASK).location)
    assert asked["vtr"] == ["Cl.Cm.P2"]
    assert asked["claims"] == {"userinfo": {CORE: None, ADDRESS: None, RETURN_CODE: None}}
    assert len(client.get(ASK).location) < 4096


def test_who_proves_it_is_known(client, outside):
    applying(client)
    answer = proves(client)
    assert (answer.status_code, answer.location) == (303, f"{ASK}/back")
    identity = Identity.get()
    assert (identity.name, identity.given_names, identity.family_name) == ("Jo Whitfield", "Jo", "Whitfield")
    assert (identity.born_on.isoformat(), identity.level, identity.return_codes) == ("1981-01-30", "P2", [])
    assert identity.address["lines"] == ["27 WEATHERVANE STREET"]
    assert (identity.address["postcode"], identity.address["town"]) == ("W9 3AL", "LONDON")
    assert identity.address["uprn"].isdigit()


def test_what_was_proven_leaves_a_line_and_a_word_with_numbers_only(client, outside):
    applying(client)
    proves(client)
    account, identity = Account.get(), Identity.get()
    (line,) = lines("account.identity_proven")
    assert line.detail == f'{{"identity": {identity.id}}}'
    told = [row.payload for row in Outbox.select() if row.subscriber.endswith("prove_identity")]
    assert told == [{"account_id": account.id, "identity_id": identity.id}]


def test_the_session_goes_on_under_a_new_id(app, client, outside):
    applying(client)
    before = client.get_cookie("session").value
    proves(client)
    assert client.get_cookie("session").value != before
    old = app.test_client()
    old.set_cookie("session", before)
    assert old.get("/card").status_code == 303
    assert Session.select().where(Session.account == Account.get().id).count() == 1


def test_a_shared_computer_stays_one(client, outside):
    applying(client)
    sign_in(client, "jo-whitfield", start="/auth/resident/start?shared=yes")
    proves(client)
    assert Session.get().shared_computer is True


def test_a_proven_identity_that_comes_unasked_is_taken_too(client, outside, configure):
    oidc_settings = outside.settings.resident_oidc
    configure(
        resident_oidc=replace(
            oidc_settings, authorize_params=oidc_settings.step_up_params, claims=oidc_settings.step_up_claims
        )
    )
    sign_in(client, "jo-whitfield")
    assert Identity.get().name == "Jo Whitfield"


# Not proven


@pytest.mark.parametrize(("persona", "codes"), [("sam-leigh", []), ("helen-marsh", ["A", "N"])])
def test_who_cannot_prove_it_goes_on_without(client, outside, persona, codes):
    applying(client, persona)
    assert proves(client, persona).location == f"{ASK}/back"
    identity = Identity.get()
    assert (identity.name, identity.address, identity.return_codes) == (None, None, codes)
    assert len(lines("account.identity_not_proven")) == 1
    assert "prove_identity" not in [row.subscriber.rpartition(".")[2] for row in Outbox.select()]


def test_codes_are_for_staff_and_never_shown(client, outside):
    applying(client, "helen-marsh")
    answer = proves(client, "helen-marsh")
    page = client.get_page(answer.location)
    assert "You could not prove who you are online" in page.main
    assert "helen" not in page.main.lower()
    for text in ('"A"', "&#34;", "code"):
        assert text not in page.main
    assert "return_codes" not in lines("account.identity_not_proven")[0].detail


def test_who_stops_is_still_signed_in(client, outside):
    applying(client)
    page = client.get_page(at_provider(client.get(ASK), "nobody"), status=400)
    assert page.h1 == "You have not proved who you are"
    assert page.link("Go back") == f"{ASK}/back"
    assert client.get_page(f"{ASK}/back").h1 == "How you show it"


# Not believed


def no_use(client, back: str, h1: str = "We could not use that proof") -> str:
    """Arrive at `back`, stay signed in, and have nothing proven; the reason in the audit trail."""
    before = client.get_cookie("session").value
    page = client.get_page(back, status=400)
    assert page.h1 == h1
    assert page.link("Go back") == f"{ASK}/back"
    assert client.get_cookie("session").value == before
    assert Identity.select().count() == 0
    (line,) = lines("account.refused")
    return line.detail


SAYS = {
    "wrong_issuer": "identity_wrong_iss",
    "wrong_audience": "identity_wrong_aud",
    "several_audiences": "identity_wrong_aud",
    "expired": "identity_expired_token_exp",
    "not_yet_valid": "identity_invalid_claim_",
    "no_subject": "identity_missing_claim_sub",
    "other_subject": "identity_wrong_sub",
    "no_end": "identity_missing_claim_exp",
    "lower_level": "identity_wrong_vot",
    "no_level": "identity_missing_claim_vot",
    "level_of_sign_in": "identity_wrong_vot",
    "no_credential": "identity_junk",
    "no_name": "identity_junk",
    "born_tomorrow": "identity_junk",
    "born_never": "identity_junk",
    "alg_none": "identity_unsupported_algorithm",
    "bad_signature": "identity_bad_signature",
    "unknown_key": "identity_invalid_key_id",
    "foreign_document": "identity_invalid_key_id",
    "no_key_id": "identity_no_key_id",
    "junk": "identity_",
}


@pytest.mark.parametrize("fault", IDENTITY_FAULTS)
def test_a_faulty_identity_is_not_believed(client, outside, fault):
    applying(client)
    outside.stand_ins.provider.fault = fault
    detail = no_use(client, at_provider(client.get(ASK), "jo-whitfield"))
    assert f'"reason": "{SAYS[fault.removeprefix("identity_")]}' in detail


@pytest.mark.parametrize("fault", ["lower_assurance", "no_assurance", "wrong_nonce", "other_userinfo_subject"])
def test_a_faulty_sign_in_proves_nothing(client, outside, fault):
    applying(client)
    outside.stand_ins.provider.fault = fault
    no_use(client, at_provider(client.get(ASK), "jo-whitfield"))


def test_an_identity_signed_with_the_key_of_sign_ins_is_not_believed(client, outside):
    applying(client)
    provider = outside.stand_ins.provider
    provider.prover.signer.sign = lambda claims, fault=None: provider.signer.sign(claims)
    assert "identity_invalid_key_id" in no_use(client, at_provider(client.get(ASK), "jo-whitfield"))


@pytest.mark.parametrize("told", [5, [], {}, True, "", "a.b.c", "\ud83d\ude00"])
def test_an_identity_that_is_none_is_not_believed(client, outside, told):
    applying(client)
    outside.stand_ins.provider.prover.signer.sign = lambda claims, fault=None: told or [told]
    no_use(client, at_provider(client.get(ASK), "jo-whitfield"))


def test_the_proof_of_another_account_is_not_taken(client, outside):
    applying(client)
    back = at_provider(client.get(ASK), "derek-okafor-lane")
    assert "other_person" in no_use(client, back, "That was another account")
    assert Account.select().count() == 1


def test_a_proof_belongs_to_the_session_that_asked(app, client, outside):
    applying(client)
    back = at_provider(client.get(ASK), "jo-whitfield")
    thief = app.test_client()
    sign_in(thief, "derek-okafor-lane")
    assert thief.get(back).location == "/card"  # an answer nobody asked for here
    assert Identity.select().count() == 0


def test_who_signed_out_meanwhile_has_asked_nothing(client, outside):
    applying(client)
    back = at_provider(client.get(ASK), "jo-whitfield")
    service.end_all(Account.get().id, actor="system")
    assert client.get_page(back, status=400).h1 == "Start signing in again"
    assert Identity.select().count() == 0


def test_nobody_can_be_asked_who_is_not_signed_in(client, outside):
    assert client.get(ASK).location == "/auth/sign-in"


def test_nobody_is_signed_in_by_a_proof(client, outside):
    """Of somebody who was not signed in when it was asked for."""
    applying(client)
    started = client.get(ASK)
    with client.session_transaction() as kept:
        (attempt,) = kept["sign_ins"].values()
        attempt["account"] = None
        kept.modified = True
    no_use(client, at_provider(started, "jo-whitfield"), "That was another account")


# The document of the keys


def test_a_new_key_of_identities_is_fetched_when_a_token_names_it(client, outside, clock):
    applying(client)
    proves(client)
    provider = outside.stand_ins.provider
    provider.prover = type(provider.prover)(provider.issuer, "mywestminster")
    clock.move(minutes=1)
    assert proves(client).status_code == 303
    assert Identity.select().count() == 2


def test_the_keys_of_identities_serve_while_their_document_is_away(client, outside, clock):
    applying(client)
    proves(client)
    outside.stand_ins.app.view_functions["provider.identity_keys"] = lambda: ("", 503)
    clock.move(minutes=50)
    assert proves(client).status_code == 303


def odd(document: dict, **changes) -> dict:
    method = document["assertionMethod"][0]
    return {**document, "assertionMethod": [{**method, **changes}]}


@pytest.mark.parametrize(
    "change",
    [
        lambda told: odd(told, controller="did:web:elsewhere.example"),
        lambda told: odd(told, id="did:web:elsewhere.example#key"),
        lambda told: odd(told, id=5),
        lambda told: odd(told, publicKeyJwk={"kty": "oct", "k": "c2VjcmV0"}),
        lambda told: odd(told, publicKeyJwk={}),
        lambda told: odd(told, publicKeyJwk="key"),
        lambda told: {**told, "assertionMethod": ["key", None, 5]},
        lambda told: {**told, "assertionMethod": []},
    ],
)
def test_a_document_whose_keys_are_not_its_own_gives_none(client, outside, change):
    applying(client)
    prover = outside.stand_ins.provider.prover
    told = change(prover.document())
    prover.document = lambda: told
    no_use(client, at_provider(client.get(ASK), "jo-whitfield"))


@pytest.mark.parametrize("document", [{}, {"id": "x", "assertionMethod": []}, {"id": "did:web:x"}, []])
def test_without_a_document_the_identity_waits(client, outside, document):
    applying(client)
    outside.stand_ins.provider.prover.document = lambda: document
    page = client.get_page(at_provider(client.get(ASK), "jo-whitfield"), status=503)
    assert page.h1 == "You cannot prove who you are online at the moment"
    assert Identity.select().count() == 0


@pytest.mark.parametrize("trouble", ["down", "junk"])
def test_a_provider_in_trouble_takes_nothing_away(client, outside, trouble):
    applying(client)
    back = at_provider(client.get(ASK), "jo-whitfield")
    outside.stand_ins.trouble["provider"] = trouble
    client.get_page(back, status=503)
    assert client.get_page("/apply/show").h1 == "How you show it"
    assert Identity.select().count() == 0


def test_without_the_provider_nobody_can_be_asked(client, outside):
    applying(client)
    strict.made.cache_clear()
    outside.stand_ins.trouble["provider"] = "down"
    page = client.get_page(ASK, status=503)
    assert page.h1 == "You cannot prove who you are online at the moment"
    assert client.get_page(page.link("Go back")).link("Prove it online") == ASK


# What the provider says of an error


@pytest.mark.parametrize(
    ("error", "status", "h1"),
    [
        ("access_denied", 400, "You are not signed in"),
        ("login_required", 400, "Sign in once more"),
        ("interaction_required", 400, "We could not sign you in"),
        ("consent_required", 400, "We could not sign you in"),
        ("account_selection_required", 400, "We could not sign you in"),
        ("invalid_request", 400, "We could not sign you in"),
        ("invalid_request_object", 400, "We could not sign you in"),
        ("invalid_scope", 400, "We could not sign you in"),
        ("unauthorized_client", 503, "You cannot sign in at the moment"),
        ("unsupported_response_type", 400, "We could not sign you in"),
        ("server_error", 503, "Sign-in is not working at the moment"),
        ("temporarily_unavailable", 503, "Sign-in is not working at the moment"),
    ],
)
def test_each_error_has_a_page_that_says_what_to_do(client, outside, error, status, h1):
    back = query(at_provider(client.get("/auth/resident/start")))
    sent = {"state": back["state"], "iss": back["iss"], "error": error}
    page = client.get_page(f"{CALLBACK}?{urlencode(sent)}", status=status)
    assert page.h1 == h1
    assert page.link("Try again").startswith("/auth/resident/start")
    assert Account.select().count() == 0


def test_who_is_not_known_there_any_more_is_signed_out_here(client, outside):
    applying(client)
    back = query(at_provider(client.get(ASK), "jo-whitfield"))
    sent = {"state": back["state"], "iss": back["iss"], "error": "login_required"}
    page = client.get_page(f"{CALLBACK}?{urlencode(sent)}", status=400)
    assert page.h1 == "Sign in once more"
    assert Session.select().where(Session.account.is_null(False)).count() == 0


def test_nothing_that_was_proven_is_logged(client, outside, caplog):
    know("W9 3AL")
    applying(client)
    with caplog.at_level("DEBUG"):
        proves(client)
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("westminster", "authlib"))]
    assert not [text for text in ours if "Whitfield" in text or "WEATHERVANE" in text or "1981" in text]
