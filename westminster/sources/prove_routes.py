"""Show more about you without a paper: a list or an agency says yes, or a person looks."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import today
from ..core.errors import NotFound, Refused
from ..core.web import keeps_answers, page, portal, see_other
from ..proofs.rules import CATEGORIES
from ..residents.service import for_account
from . import asking
from .forms import AskForm

bp = portal("prove", __name__, "/prove", role="resident")


@bp.get("")
def index() -> ResponseReturnValue:
    """What can be asked for, and what they have shown of it."""
    resident = for_account(current_user.account_id)
    rows = [(slug, CATEGORIES[slug].on(today()), asking.standing(resident.id, slug)) for slug in asking.categories()]
    return page("sources/prove.html", rows=rows, may=asking.may_ask(resident))


@bp.route("/<slug>", methods=["GET", "POST"])
@keeps_answers
def ask(slug: str) -> ResponseReturnValue:
    """Ask, and afterwards what came of it."""
    resident, form = for_account(current_user.account_id), AskForm()
    if slug not in asking.categories():
        raise NotFound
    if not asking.may_ask(resident):
        return see_other(".index")
    if form.validate_on_submit():
        try:
            asking.check(resident, slug, form.number.data)
            return see_other(".ask", slug=slug)
        except Refused as refused:
            form.refuse(refused)
    return page(
        "sources/ask.html",
        form,
        slug=slug,
        category=CATEGORIES[slug].on(today()),
        standing=asking.standing(resident.id, slug),
        asked=asking.who_answers(slug),
        label=asking.number_label(slug),
        tries=asking.tries_left(resident.id, slug),
    )
