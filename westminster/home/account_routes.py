"""What we know of a resident, who looked at it, and what we wrote to them."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..applications import helped, helped_rules
from ..applications.choices import ACCESS_NEEDS, CHANNELS, LANGUAGES
from ..core.web import ButtonForm, keeps_answers, page, portal, see_other
from ..life import home_again, moving
from ..messages.service import for_person
from ..residents.service import for_account, tell_new
from ..wallets.languages import others
from .card import shown_proofs
from .forms import NewServicesForm
from .seen import seen

bp = portal("account", __name__, role="resident")


@bp.get("/account")
def show() -> ResponseReturnValue:
    resident = for_account(current_user.account_id)
    return page(
        "home/account.html",
        ButtonForm(),
        resident=resident,
        access_needs=ACCESS_NEEDS,
        channels=CHANNELS,
        languages=LANGUAGES,
        proofs=shown_proofs(resident.id),
        looks=seen(resident.id),
        move=moving.of(resident.id),
        to_show=home_again.to_show(resident),
        helped=helped.for_person(resident.id),
        helped_rules=helped_rules,
    )


@bp.route("/account/new-services", methods=["GET", "POST"])
@keeps_answers
def new_services() -> ResponseReturnValue:
    resident = for_account(current_user.account_id)
    form = NewServicesForm(data={"tell": "yes" if resident.tell_new else "no"})
    if form.validate_on_submit():
        tell_new(resident, wanted=form.tell.data == "yes", actor=f"resident:{resident.id}")
        return see_other(".show")
    return page("home/new_services.html", form)


@bp.get("/messages")
def messages() -> ResponseReturnValue:
    whose = f"resident:{for_account(current_user.account_id).id}"
    return page("home/messages.html", messages=for_person(whose), translated=others())
