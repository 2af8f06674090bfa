"""Who an id_token is about: never by what changes hands, and at Entra ID only of the tenant that was set."""

import pytest

from westminster.accounts.rules import NotSignedIn
from westminster.accounts.subject_rules import subject_of
from westminster.core.environ import SettingsError
from westminster.core.oidc_settings import NO_SUBJECT, read_oidc

TENANT, OBJECT = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490", "690222be-ff1a-4d56-abd1-7e4f7d38e474"
ENTRA = f"https://login.microsoftonline.com/{TENANT}/v2.0"


@pytest.mark.parametrize(
    ("claims", "named", "subject"),
    [
        ({"sub": "s"}, None, "s"),
        ({"sub": "s", "email": "a@example.com", "name": "A", "roles": ["administrator"]}, None, "s"),
        ({"sub": "s", "employee": "7"}, "employee", "7"),
        ({"sub": "s"}, "employee", None),
        ({"sub": "s", "tid": TENANT, "oid": OBJECT}, None, OBJECT),
        ({"sub": "s", "tid": TENANT, "oid": OBJECT}, "oid", OBJECT),
        ({"sub": "s", "tid": TENANT, "oid": OBJECT}, "sub", "s"),
    ],
)
def test_who_it_is(claims, named, subject):
    assert subject_of(claims, ENTRA, named) == subject


@pytest.mark.parametrize(
    "claims",
    [
        {"tid": TENANT},
        {"oid": OBJECT},
        {"tid": TENANT, "oid": ""},
        {"tid": TENANT, "oid": None},
        {"tid": "", "oid": OBJECT},
        {"tid": None, "oid": OBJECT},
        {"tid": OBJECT, "oid": OBJECT},
        {"tid": TENANT[:8], "oid": OBJECT},
        {"tid": TENANT.upper(), "oid": OBJECT},
        {"tid": [TENANT], "oid": OBJECT},
        {"tid": {TENANT: 1}, "oid": OBJECT},
    ],
    ids=str,
)
@pytest.mark.parametrize("named", [None, "sub"])
def test_half_of_a_name_or_another_tenant_is_nobody(claims, named):
    with pytest.raises(NotSignedIn) as refused:
        subject_of({"sub": "s", **claims}, ENTRA, named)
    assert refused.value.reason == "wrong_tenant"


@pytest.mark.parametrize("issuer", ["https://sts.example", "https://sts.example/"])
def test_an_issuer_that_is_no_tenants_has_none(issuer):
    with pytest.raises(NotSignedIn):
        subject_of({"sub": "s", "tid": "", "oid": OBJECT}, issuer, None)


@pytest.mark.parametrize("claim", sorted(NO_SUBJECT))
def test_nobody_is_found_by_what_changes_hands(claim):
    environ = {"ISSUER": ENTRA, "CLIENT_ID": "us", "CLIENT_SECRET": "s", "CLAIM_MAP": f'{{"subject": "{claim}"}}'}
    with pytest.raises(SettingsError, match=claim):
        read_oidc({f"STAFF_OIDC_{name}": value for name, value in environ.items()}, "STAFF_OIDC_")
