"""The made-up staff, made to work here. Unlike real ones they have two ways in, to try: a password and a work account."""

import secrets

from ..accounts import staff, staff_set_up, staff_team, work_accounts
from ..accounts.staff_secrets import hash_password, new_totp_secret
from ..core.errors import NotFound
from . import service
from .colleagues import STAFF, Colleague
from .surroundings import WORK_ISSUER

ACTOR = "system"


def load_staff() -> None:
    """See to it that /demo can tell how to sign in as each: with new random secrets where it cannot."""
    told = {one["email"] for one in service.staff()}
    if not all(one.email in told and _member(one) for one in STAFF):
        service.keep_staff([_set_up(one) for one in STAFF])


def _member(one: Colleague) -> staff.Member | None:
    try:
        return staff.named(one.email)
    except NotFound:
        return None


def _set_up(one: Colleague) -> dict[str, object]:
    password, secret = secrets.token_urlsafe(15), new_totp_secret()
    account_id = staff_set_up.finish(_link(one), hash_password(password), secret, step=0)
    work_accounts.keep(account_id, WORK_ISSUER, one.object_id)
    return {
        "name": one.name,
        "email": one.email,
        "password": password,
        "totp_secret": secret,
        "roles": list(one.roles),
    }


def _link(one: Colleague) -> str:
    member = _member(one)
    if member is None or member.left_at:
        return staff_team.invite(one.email, one.name, one.roles, actor=ACTOR)[1]
    return staff_team.new_link(member.account_id, actor=ACTOR)
