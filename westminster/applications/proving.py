"""Prove who they are and where they live on the provider's page, so that nobody has to look at a paper."""

from ..accounts.joining import ways_of
from ..accounts.service import identity_of
from ..core import settings
from ..core.words import N_, Words
from ..proofs import identity
from .models import Application
from .rules import HELD, as_told, is_found, lives
from .service import show_by

_NOT_PROVEN = N_("You could not prove who you are online. That happens, and it does not count against you.")
_DIFFERS = N_("What you proved is not the same as what you told us here, so it does not show it.")


def offered(application: Application) -> bool:
    """Whether a proven identity would save this person a paper, and their provider can tell one."""
    oidc = settings.current().resident_oidc
    able = oidc is not None and oidc.proves_identity
    return able and lives(application.answers) and not is_found(application.answers)


def needs_way(application: Application) -> bool:
    """Whether they sign in without the provider so far: it must be a way into their account to prove them."""
    account_id = application.resident.account_id
    return account_id is None or not any(way.host for way in ways_of(account_id))


def take(application: Application) -> Application:
    """Make proofs of what the provider has just told; they are how the person shows it where they do show it."""
    if application.resident.account_id is not None:
        identity.prove(application.resident.account_id)
    if lives(application.answers) and identity.shows(application.resident_id, as_told(application.answers)):
        return show_by(application, HELD)
    return application


def said(application: Application) -> Words | None:
    """What came of it before, for somebody who still has to show it; None who has not tried."""
    told = identity_of(application.resident.account_id)
    if told is None:
        return None
    return _DIFFERS if told.name else _NOT_PROVEN
