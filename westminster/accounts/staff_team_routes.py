"""The team, for its administrators: who works here, what they may do, who joins and who has left."""

from flask import session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core.clock import now
from ..core.errors import Refused
from ..core.web import ButtonForm, keeps_answers, needs, page, portal, see_other, tell
from ..core.words import N_
from . import staff, staff_team, two_person
from .act_rules import ROLES
from .again import asks_again
from .forms import InviteForm, RolesForm
from .service import end_all

bp = portal("staff_team", __name__, "/staff/team", act="team.manage")


@bp.get("")
@needs("team.see")
def index() -> ResponseReturnValue:
    waiting = len(two_person.waiting(current_user.acts))
    return page("accounts/staff_team.html", team=staff.team(), roles=ROLES, waiting=waiting, now=now())


@bp.route("/invite", methods=["GET", "POST"])
@keeps_answers
@asks_again
def invite() -> ResponseReturnValue:
    form = InviteForm()
    if form.validate_on_submit():
        try:
            who = staff_team.invite(form.email.data, form.name.data, form.roles.data, actor=current_user.get_id())
            return _show_once(*who)
        except Refused as refused:
            form.refuse(refused)
    return page("accounts/staff_invite.html", form)


@bp.route("/<member>", methods=["GET", "POST"])
@keeps_answers
@asks_again
def show(member: str) -> ResponseReturnValue:
    """A member, and what they may do, to change."""
    one = staff.find(member)
    form = RolesForm(data={"roles": one.roles})
    if form.validate_on_submit():
        try:
            staff_team.change_roles(one.account_id, form.roles.data, actor=current_user.get_id())
            tell(N_("Saved. What %(name)s may do now counts from the next page they open.", name=one.name))
            return see_other(".show", member=member)
        except Refused as refused:
            form.refuse(refused)
    own = one.account_id == current_user.account_id
    second = staff_team.second_for(one.account_id, int(current_user.account_id))
    return page(
        "accounts/staff_member.html",
        form,
        member=one,
        own=own,
        roles=ROLES,
        now=now(),
        second=second,
        no_link=staff_team.NOT_FOR_ADMINISTRATORS,
    )


@bp.post("/<member>/link")
@asks_again
def new_link(member: str) -> ResponseReturnValue:
    one = staff.find(member)
    return _show_once(one.public_id, staff_team.new_link(one.account_id, actor=current_user.get_id()))


@bp.get("/<member>/link")
def link(member: str) -> ResponseReturnValue:
    """The link that was made a moment ago, this once."""
    one = staff.find(member)
    made = session.pop("staff_link", None)
    address = staff_team.link_address(made["token"]) if made and made["member"] == member else None
    return page("accounts/staff_link.html", ButtonForm(), member=one, address=address)


@bp.route("/<member>/leave", methods=["GET", "POST"])
@asks_again
def leave(member: str) -> ResponseReturnValue:
    one, form = staff.find(member), ButtonForm()
    if form.validate_on_submit():
        staff_team.leave(one.account_id, actor=current_user.get_id())
        return see_other(".index")
    return page("accounts/staff_leave.html", form, member=one)


@bp.route("/<member>/sign-out", methods=["GET", "POST"])
@asks_again
def sign_out(member: str) -> ResponseReturnValue:
    """End all sessions of a member; they can sign in again."""
    one, form = staff.find(member), ButtonForm()
    if form.validate_on_submit():
        end_all(one.account_id, actor=current_user.get_id())
        return see_other(".show", member=member)
    return page("accounts/staff_end_all.html", form, member=one)


def _show_once(member: str, token: str) -> ResponseReturnValue:
    """By way of the session, which only this browser can read."""
    session["staff_link"] = {"member": member, "token": token}
    return see_other(".link", member=member)
