"""The card to take along: files and links for its owner, and the mark that Google fetches."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..core import settings
from ..core.clock import today
from ..core.reader import language
from ..core.web import page, portal, see_other
from ..residents.service import for_account
from . import service
from .apple import MIME_TYPE, PICTURES
from .drawn import code_svg
from .paper import printed
from .rules import Face
from .sheet import Sheet, sheet

bp = portal("wallets", __name__, "/card", role="resident")
public = portal("wallet_files", __name__, "/wallet")
bp.record_once(lambda state: service.check(state.app.extensions["settings"]))


@bp.get("/apple.pkpass")
def apple_pass() -> ResponseReturnValue:
    return _file(service.apple_pass(_resident_id()), MIME_TYPE, "mywestminster.pkpass")


@bp.get("/google")
def google_pass() -> ResponseReturnValue:
    return redirect(service.google_link(_resident_id()), 303)


@bp.get("/print")
def paper() -> ResponseReturnValue:
    face = _good_face()
    if face is None:
        return see_other("card.show")
    return page("wallets/print.html", sheet=_sheet(face), code=code_svg(face.code))


@bp.get("/print.pdf")
def pdf() -> ResponseReturnValue:
    face = _good_face()
    if face is None:
        return see_other("card.show")
    return _file(printed(_sheet(face), today()), "application/pdf", "mywestminster-card.pdf")


@public.get("/mark.png")
def mark() -> ResponseReturnValue:
    """Google fetches it when a card is saved, and keeps it."""
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response((PICTURES / "mark.png").read_bytes(), content_type="image/png", headers=headers)


def _resident_id() -> int:
    return for_account(current_user.account_id).id


def _good_face() -> Face | None:
    """None for a card that does not work: it is not printed, and its page says what to do."""
    face = service.face_for(_resident_id(), "print")
    return None if face.void else face


def _sheet(face: Face) -> Sheet:
    return sheet(face, language(), today(), demo=settings.current().demo)


def _file(content: bytes, media_type: str, name: str) -> Response:
    """A download that no shared computer keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, content_type=media_type, headers=headers)
