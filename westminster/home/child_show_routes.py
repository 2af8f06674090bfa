"""Show something about a child, or an adult who does not sign in, whose card one looks after: a paper, at a library."""

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.errors import NotFound
from ..core.web import ButtonForm, page, portal, see_other
from ..household import showing
from ..household.relations import person_of
from ..residents.service import for_account
from ..sources import asking

bp = portal("child_show", __name__, "/card/of/<public_id>/show", role="resident")


@bp.before_request
def _find() -> None:
    """The person, for who looks after their card today; not one who signs in, and shows it by themselves. Raises NotFound."""
    g.holder = for_account(current_user.account_id)
    g.person = person_of(g.holder.id, (request.view_args or {})["public_id"])
    if g.person.account_id is not None:
        raise NotFound


@bp.get("")
def index(public_id: str) -> ResponseReturnValue:
    return page("household/show.html", person=g.person, facts=showing.to_show(g.person))


@bp.route("/<slug>", methods=["GET", "POST"])
def one(public_id: str, slug: str) -> ResponseReturnValue:
    """Which papers show it, and that they come with one; pressed twice, it stays so."""
    form, standing = ButtonForm(), showing.find(g.person, slug)
    if form.validate_on_submit():
        showing.come_with(g.person, slug, actor=f"resident:{g.holder.id}")
        return see_other(".one", public_id=public_id, slug=slug)
    return page(
        "household/show_one.html", form, person=g.person, standing=standing, waits=asking.waits(g.person.id, slug)
    )
