"""What routes are made of: doors locked by blueprint, forms, pages with the right status."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm

from .errors import Refused
from .words import N_

# Where each kind of visitor signs in; staff roles share one door.
_SIGN_IN = {"resident": "auth.sign_in"}
MOST_WAYS = 5
_STAFF_SIGN_IN = "staff_auth.sign_in"
TOO_OPEN = N_("This page was open for too long. Your answers are still here. Check them and send them again.")
BAD_CHARACTERS = N_("Take out the characters that cannot be shown.")


def portal(name: str, import_name: str, url_prefix: str = "", *, role: str | None = None) -> Blueprint:
    """A blueprint whose every route is behind `role`; None is for everyone.

    `role` is "resident", a staff role, or "staff" for any of them.
    """
    blueprint = Blueprint(name, import_name, url_prefix=url_prefix or None)
    blueprint.role = role  # type: ignore[attr-defined]  # read by the test that walks every route
    if role is not None:
        blueprint.before_request(lambda: _door(role))
    return blueprint


def _door(role: str) -> ResponseReturnValue | None:
    if not current_user.is_authenticated:
        return _to_sign_in(role)
    if role not in current_user.roles:
        abort(403)
    return None


def _to_sign_in(role: str) -> ResponseReturnValue:
    """To the sign-in page of `role`, and back here after it when this page can be asked for again."""
    way = keep_way(request.full_path.rstrip("?")) if request.method in ("GET", "HEAD") else None
    place = url_for(_SIGN_IN[role], to=way) if role in _SIGN_IN else url_for(_STAFF_SIGN_IN)
    if request.headers.get("HX-Request") == "true":
        return Response(status=204, headers={"HX-Redirect": place})
    return redirect(place, 303)


def keep_way(wanted: str) -> str | None:
    """Keep where the reader wanted to go. None for the first; a name for that of another tab, which leaves the first."""
    if session.get("return_to") in (None, wanted):
        session["return_to"] = wanted
        return None
    name = name_of_way(wanted)
    session["ways"] = dict([*session.get("ways", {}).items(), (name, wanted)][-MOST_WAYS:])
    return name


def kept_way(name: str | None) -> str | None:
    """Where the tab with this name wanted to go; without one, or with one that is not known, where the first did."""
    wanted: str | None = session.get("ways", {}).get(name, session.get("return_to"))
    return wanted


def name_of_way(wanted: str) -> str:
    return hashlib.sha256(wanted.encode()).hexdigest()[:8]


class Form(FlaskForm):
    """The base of every form. Refuses what no person types; knows when the page was open too long."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Only what a page sends: the library would read JSON too, and fail on most of it."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if "csrf_token" in self.errors or g.get("csrf_failed"):
            self.form_errors.append(TOO_OPEN)
            good = False
        return self._typed_by_a_person() and good

    def refuse(self, refused: Refused) -> None:
        """Put a rule's no where it belongs: on its field, or on the page."""
        if refused.field and refused.field in self:
            field = self[refused.field]
            field.errors = [*field.errors, refused.words]
        else:
            self.form_errors.append(refused.words)

    def _typed_by_a_person(self) -> bool:
        bad = [field for field in self if isinstance(field.data, str) and _unprintable(field.data)]
        for field in bad:
            field.data = "".join(c for c in field.data if not _unprintable(c))
            field.errors = [BAD_CHARACTERS]
        return not bad


def _unprintable(text: str) -> bool:
    """Whether `text` holds a NUL, another control character or a lone surrogate."""
    return any((c < " " and c not in "\t\r\n") or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in text)


def page(template: str, form: Form | None = None, *, status: int = 200, **context: Any) -> ResponseReturnValue:
    """A whole page. 422 when `form` was refused, 400 when it had been open too long."""
    body = render_template(template, form=form, **context)
    if form is None or not form.errors:
        return body, status
    return body, 400 if TOO_OPEN in form.form_errors else 422


def keeps_answers(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """For a view that validates a `Form` before it writes: a stale page is shown again, filled in.

    Without this mark a stale CSRF token ends in a 400 page before the view runs.
    """
    view.keeps_answers = True  # type: ignore[attr-defined]  # read by core.gates
    return view


def from_another_system(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """For a view that another system calls and no page of ours: it asks for no CSRF token, and must ask for proof itself."""
    view.from_another_system = True  # type: ignore[attr-defined]  # read by core.gates
    return view


def see_other(endpoint: str, **values: Any) -> Response:
    """The redirect after a write, so that reload and Back do not write again."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value]
