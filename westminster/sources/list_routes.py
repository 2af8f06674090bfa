"""Lists that partners give: bring one in, look at what was read, use it or not."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import today
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other, takes_files
from ..core.words import N_
from ..proofs.rules import CATEGORIES
from . import lists
from .forms import MOST_BYTES, UploadForm

bp = portal("lists", __name__, "/staff/lists", act="lists.upload")


@bp.get("")
def index() -> ResponseReturnValue:
    return page("sources/lists.html", lists=lists.in_use(), name_of=_name)


@bp.route("/new", methods=["GET", "POST"])
@takes_files(MOST_BYTES)
@keeps_answers
def new() -> ResponseReturnValue:
    form = UploadForm()
    form.category.choices = [("", N_("Choose one")), *((slug, _name(slug)) for slug in lists.categories())]
    if form.validate_on_submit():
        told: dict[str, Any] = {name: form[name].data for name in ("partner", "category", "expires_on")}
        try:
            made = lists.upload(**told, data=form.file.data.stream.read(), actor=current_user.get_id())
            return see_other(".show", public_id=made.public_id)
        except Refused as refused:
            form.refuse(refused)
    return page("sources/list_new.html", form)


@bp.get("/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """What was read, before it is used; and a list in use, to end it."""
    one = lists.find(public_id)
    return page(
        "sources/list.html", ButtonForm(), one=one, name=_name(one.category), more=one.skipped - len(one.broken)
    )


@bp.post("/<public_id>/use")
def use(public_id: str) -> ResponseReturnValue:
    lists.use(public_id, actor=current_user.get_id())
    return see_other(".index")


@bp.post("/<public_id>/stop")
def stop(public_id: str) -> ResponseReturnValue:
    lists.stop(public_id, actor=current_user.get_id())
    return see_other(".index")


def _name(slug: str) -> object:
    return CATEGORIES[slug].on(today()).name
