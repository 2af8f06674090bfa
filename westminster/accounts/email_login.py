"""Local accounts: an email address that was proved by a code opens one, and no other account whatever its address."""

import peewee

from ..core.clock import now
from ..core.db import atomic
from ..core.ids import new_token
from . import service
from .models import Account, EmailLogin

REALM, ISSUER = "resident", "local"


def sign_in(email: str) -> service.Entered:
    """Who `email`, from `parse_email`, opens. The first time makes the account. Raises NotSignedIn."""
    with atomic():
        return service.sign_in(REALM, ISSUER, _subject_of(email), {"email": email})


def account_of(email: str) -> Account:
    """Its account, without signing anybody in. Raises NotSignedIn."""
    with atomic():
        return service.account_of(REALM, ISSUER, _subject_of(email), {"email": email})


def _subject_of(email: str) -> str:
    try:
        with atomic():
            return _known(email) or _make(email)
    except peewee.IntegrityError:  # the same code in two tabs at once: the other one made it
        return str(_known(email))


def _known(email: str) -> str | None:
    login = EmailLogin.get_or_none(EmailLogin.email == email)
    return str(login.account.subject) if login else None


def _make(email: str) -> str:
    account = Account.create(realm=REALM, issuer=ISSUER, subject=new_token(10), created_at=now(), signed_in_at=now())
    EmailLogin.create(email=email, account=account.id)
    return str(account.subject)
