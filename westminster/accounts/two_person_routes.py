"""What waits for a second person, for those who may decide about it."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import NotFound
from ..core.web import ButtonForm, page, portal, see_other, tell
from ..core.words import N_
from . import two_person
from .again import asks_again

bp = portal("second", __name__, "/staff/second", act="second.decide")
VERBS = {
    "approve": (two_person.approve, N_("You approved it. It counts from now on.")),
    "refuse": (two_person.refuse, N_("You refused it. Nothing has changed.")),
    "withdraw": (two_person.withdraw, N_("You took it back. Nothing has changed.")),
}


@bp.get("")
def index() -> ResponseReturnValue:
    return page("accounts/second.html", waiting=two_person.waiting(current_user.acts))


@bp.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    asked = two_person.find(public_id, current_user.acts)
    return page("accounts/second_one.html", ButtonForm(), asked=asked, own=asked.asked_by_id == current_user.account_id)


@bp.post("/<public_id>/<verb>")
@asks_again
def decide(public_id: str, verb: str) -> ResponseReturnValue:
    """Approve or refuse what a colleague asked for; withdraw what one asked for oneself."""
    if verb not in VERBS:
        raise NotFound
    do, done = VERBS[verb]
    do(public_id, current_user.acts, staff_id=current_user.account_id)
    tell(done)
    return see_other(".index")
