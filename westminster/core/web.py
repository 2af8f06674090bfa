"""What routes are made of: doors locked by blueprint, forms, pages with the right status."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField

from . import answers
from .errors import NotAllowed, Refused
from .words import N_, Words

# Where each kind of visitor signs in; all of the staff do at one place.
RESIDENT_WAY, STAFF_WAY = "return_to", "staff_return_to"  # where the first tab wanted to go: two, for who is both
_SIGN_IN = {"resident": ("auth.sign_in", RESIDENT_WAY)}
MOST_WAYS = 5
_STAFF_SIGN_IN = ("staff_auth.sign_in", STAFF_WAY)
TOO_OPEN = N_("This page was open for too long. Your answers are still here. Check them and send them again.")
BAD_CHARACTERS = N_("Take out the characters that cannot be shown.")


def portal(
    name: str, import_name: str, url_prefix: str = "", *, role: str | None = None, act: str | None = None
) -> Blueprint:
    """A blueprint whose every route is behind a door: that of `role`, "resident" or "staff", or that of an `act`
    of `accounts.act_rules`. Without either it is for everyone. A view that `needs` another act has its own.
    """
    blueprint = Blueprint(name, import_name, url_prefix=url_prefix or None)
    blueprint.door = act or role  # type: ignore[attr-defined]  # read by door_of
    blueprint.before_request(_door)
    return blueprint


def needs(act: str) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """For a view of a `portal` that is behind another act than the rest of it."""

    def mark(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        view.door = act  # type: ignore[attr-defined]  # read by door_of
        return view

    return mark


def door_of(app: Flask, endpoint: str) -> str | None:
    """The role or the act that somebody must have to come to `endpoint`; None for everyone."""
    whole = getattr(app.blueprints.get(endpoint.rpartition(".")[0]), "door", None)
    door: str | None = getattr(app.view_functions[endpoint], "door", whole)
    return door


def _door() -> ResponseReturnValue | None:
    door = door_of(current_app, str(request.endpoint))
    if door is None:
        return None
    if door in current_user.acts or door in current_user.roles:
        if request.method == "POST":
            answers.forget()
        return None
    if current_user.is_authenticated:
        raise NotAllowed(door)
    return _to_sign_in(door)


def _to_sign_in(door: str) -> ResponseReturnValue:
    """To the sign-in page of a door, and back here after it when this page can be asked for again.

    What somebody sent after their session had ended is kept until they are back.
    """
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else _kept_for()
    endpoint, first = _SIGN_IN.get(door, _STAFF_SIGN_IN)
    place = url_for(endpoint, to=wanted and keep_way(wanted, first))
    if request.headers.get("HX-Request") == "true":
        return Response(status=204, headers={"HX-Redirect": place})
    return redirect(place, 303)


def _kept_for() -> str | None:
    """The page that what was sent is kept for: of a form of ours that `keeps_answers`, from a browser we know."""
    view = current_app.view_functions[str(request.endpoint)]
    theirs = "was" in session and not g.get("csrf_failed")
    return answers.keep() if theirs and getattr(view, "keeps_answers", False) else None


def keep_way(wanted: str, first: str = RESIDENT_WAY) -> str | None:
    """Keep where the reader wanted to go. None for the first; a name for that of another tab, which leaves the first."""
    if session.get(first) in (None, wanted):
        session[first] = wanted
        return None
    name = name_of_way(wanted)
    session["ways"] = dict([*session.get("ways", {}).items(), (name, wanted)][-MOST_WAYS:])
    return name


def kept_way(name: str | None, first: str = RESIDENT_WAY) -> str | None:
    """Where the tab with this name wanted to go; without one, or with one that is not known, where the first did."""
    wanted: str | None = session.get("ways", {}).get(name, session.get(first))
    return wanted


def kept_ways(first: str = RESIDENT_WAY) -> dict[str, Any]:
    """All that is kept of where tabs wanted to go, for the session that follows this one."""
    return {name: session[name] for name in (first, "ways") if name in session}


def name_of_way(wanted: str) -> str:
    return hashlib.sha256(wanted.encode()).hexdigest()[:8]


class Form(FlaskForm):
    """The base of every form. Refuses what no person types; knows when the page was open too long."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Only what a page sends: the library would also read JSON, and take a file for what was typed."""
            if request.is_json:
                return None
            given = super().wrap_formdata(form, formdata)
            if given is None and formdata is not None and request.method == "GET":
                return answers.given_back({field.name for field in form})
            if not isinstance(given, CombinedMultiDict):
                return given
            asked = [field.name for field in form if isinstance(field, FileField)]
            files = MultiDict((name, file) for name in asked for file in request.files.getlist(name))
            return CombinedMultiDict((files, request.form))

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


class ButtonForm(Form):
    """A button and nothing else."""


def _unprintable(text: str) -> bool:
    """Whether `text` holds a NUL, another control character, a lone surrogate or what a broken byte is read as."""
    return any((c < " " and c not in "\t\r\n") or c in "\x7f\ufffd" or "\ud800" <= c <= "\udfff" for c in text)


def page(template: str, form: Form | None = None, *, status: int = 200, **context: Any) -> ResponseReturnValue:
    """A whole page. 422 when `form` was refused, 400 when it had been open too long."""
    body = render_template(template, form=form, **context)
    if form is None or not form.errors:
        return body, status
    return body, 400 if TOO_OPEN in form.form_errors else 422


def keeps_answers(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """For a view that validates a `Form` before it writes: a stale page is shown again, filled in.

    So it is when the session had ended, once they have signed in again. Without this mark a stale CSRF token
    ends in a 400 page before the view runs.
    """
    view.keeps_answers = True  # type: ignore[attr-defined]  # read by core.gates
    return view


def from_another_system(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """For a view that another system calls and no page of ours: it asks for no CSRF token, and must ask for proof itself."""
    view.from_another_system = True  # type: ignore[attr-defined]  # read by core.gates
    return view


def takes_files(most_bytes: int) -> Callable[..., Callable[..., ResponseReturnValue]]:
    """For a view that `keeps_answers` and takes a file: bodies of up to `most_bytes`.

    A larger one, or one that was cut off, comes as an empty form that cannot be valid; `lost_body` says why.
    """

    def mark(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]  # read by core.gates
        return view

    return mark


def lost_body() -> str | None:
    """Why what was sent did not arrive: too_large, cut, or None because it did."""
    return g.get("lost_body")


def tell(words: Words) -> None:
    """Have the next page of staff begin with `words`, this once: what was done. Their values are plain texts."""
    flash([words.text, dict(words.params)])  # type: ignore[arg-type]  # kept as it is, as JSON


def see_other(endpoint: str, **values: Any) -> Response:
    """The redirect after a write, so that reload and Back do not write again."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value]
