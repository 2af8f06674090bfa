"""People for whom no list and no agency could say yes: who waits, and what they showed."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import is_self
from ..core.clock import today
from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from ..proofs.category_rules import Version
from ..proofs.rules import CATEGORIES, LIVES
from ..sources import asking
from .reading import note_look
from .waiting_forms import ShownForm

bp = portal("waiting", __name__, "/staff/waiting", act="papers.seen")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("casework/waiting.html", waiting=asking.waiting(), version_of=_version)


@bp.route("/<public_id>", methods=["GET", "POST"])
@keeps_answers
def show(public_id: str) -> ResponseReturnValue:
    """Nobody looks at their own."""
    one, actor = asking.find(public_id), current_user.get_id()
    form = ShownForm.about(one.category)
    if is_self(current_user.account_id, one.resident):
        return page("casework/own.html", status=403)
    note_look(one.resident_id, actor=actor, at=f"ask:{one.id}", why="here")
    if form.validate_on_submit():
        try:
            asking.settle(public_id, form.paper, actor=actor)
            return see_other(".index")
        except Refused as refused:
            form.refuse(refused)
    lives = one.category == LIVES.slug
    return page("casework/waiting_one.html", form, one=one, version=_version(one.category), lives=lives)


def _version(slug: str) -> Version:
    return CATEGORIES[slug].on(today())
