"""Help somebody whom we know, and who has shown a moment ago who they are, to show something beside the card."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..accounts.staff import is_self
from ..applications import facts, helped
from ..applications.helped_rules import CONSENT_TO_SHOW
from ..core.errors import Refused
from ..core.web import keeps_answers, page, portal, see_other
from ..residents.service import find_public
from . import visit
from .forms import MoreForm

bp = portal("more", __name__, "/staff/help/more", act="people.help")


@bp.route("/<public_id>", methods=["GET", "POST"])
@keeps_answers
def choose(public_id: str) -> ResponseReturnValue:
    """What it is. It is sent at once: the page after it takes the paper. Anybody else begins with consent and who they are."""
    person, who = find_public(public_id), int(current_user.account_id)
    known = visit.with_person(person.id)
    if known is None or is_self(who, person):
        return see_other("helping.start")
    offered = facts.with_paper(person)
    form = MoreForm.among(offered)
    if form.validate_on_submit():
        try:
            agreed = visit.consent(known, CONSENT_TO_SHOW)
            sent = helped.show(person, form.fact.data, agreed, visit.identity(known), staff_id=who)
            return see_other("helped.sent", public_id=sent.public_id)
        except Refused as refused:
            form.refuse(refused)
    return page("helping/more.html", form, resident=person, offered=offered, words=CONSENT_TO_SHOW)
