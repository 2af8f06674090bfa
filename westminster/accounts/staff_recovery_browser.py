"""What the browser of a member of staff keeps while recovery codes are shown and a new app is set up."""

from datetime import datetime, timedelta

from flask import session, url_for

from ..core.clock import now
from ..core.db import atomic
from . import staff_recovery
from .browser import this_browser
from .staff_secrets import new_totp_secret
from .staff_set_up import check_app

NEW_APP_WITHIN = timedelta(minutes=10)


def offer_codes() -> None:
    """A page with the button is shown: it may be pressed, once."""
    if not session.get("codes_offered"):
        session["codes_offered"] = {"once": True}


def new_codes(account_id: int, go_on_to: str) -> str:
    """As `show_codes`; of two presses at the same moment one makes codes, so that those that are shown work."""
    if this_browser().take("codes_offered", "once"):
        return show_codes(account_id, go_on_to)
    return url_for("staff_recovery.codes")


def show_codes(account_id: int, go_on_to: str) -> str:
    """Make ten codes; the path of the page that shows them until they are kept, however often it is loaded."""
    session["recovery_codes"] = {"codes": staff_recovery.make(account_id), "go_on_to": go_on_to}
    return url_for("staff_recovery.codes")


def shown_codes() -> list[str]:
    """The codes that somebody has not said to have kept."""
    return list(session.get("recovery_codes", {}).get("codes", ()))


def codes_are_kept() -> str:
    """Show them no more; the path to go on to."""
    return str(session.pop("recovery_codes")["go_on_to"])


def just_recovered() -> str | None:
    """Where somebody wanted to go who proved with password and recovery code, a moment ago, who they are."""
    kept = session.get("recovered")
    if kept is None or now() - datetime.fromisoformat(kept["at"]) > NEW_APP_WITHIN:
        return None
    return str(kept["go_on_to"])


def new_secret() -> str:
    """The secret of a new app, the same when the page is loaded again."""
    if "new_app" not in session:
        session["new_app"] = new_totp_secret()
    return str(session["new_app"])


def change_app(account_id: int, typed: str) -> None:
    """Take a code of the new app. They go on here under a new session, and nowhere else. Raises Refused."""
    secret, kept = new_secret(), {"app_changed": just_recovered()}
    step = check_app(secret, typed)
    with atomic():
        staff_recovery.change_app(account_id, secret, step)
        this_browser().begin(account_id, kept)


def app_was_changed() -> str | None:
    """Where somebody wanted to go who has just set up another app."""
    return session.get("app_changed")
