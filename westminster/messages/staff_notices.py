"""What staff are told about their own sign-in, so that they hear of it when it was not they."""

from ..accounts.staff import actor_of, email_of
from ..core.words import N_
from .rules import Contact, Notice
from .service import send

_SUBJECT = N_("Your sign-in to the MyWestminster back office")
TOLD = {
    "link_made": N_(
        "An administrator made a link for you, with which you can choose again how you sign in. If you did not ask for "
        "it, call the help desk now: 020 7946 0188."
    ),
    "set_up": N_(
        "How you sign in was chosen with a link just now, and you were signed out on every computer. If that was not "
        "you, call the help desk now: 020 7946 0188."
    ),
    "password_changed": N_(
        "You have another password now, and you were signed out on every other computer. If that was not you, call the "
        "help desk now: 020 7946 0188."
    ),
    "recovery_code_used": N_(
        "One of your recovery codes was used in place of the code of your app. If that was not you, call the help desk "
        "now: 020 7946 0188."
    ),
    "recovery_codes_made": N_(
        "You have ten new recovery codes. Those from before do not work any more. If you did not ask for them, call "
        "the help desk now: 020 7946 0188."
    ),
    "app_changed": N_(
        "You now sign in with another authenticator app, and you were signed out on every computer. If that was not "
        "you, call the help desk now: 020 7946 0188."
    ),
}


def tell(account_id: int, what: str) -> None:
    """By email, to who works here; `what` is a key of TOLD."""
    reach = Contact("email", email_of(account_id))
    send(reach, Notice(_SUBJECT, TOLD[what]), about=actor_of(account_id))
