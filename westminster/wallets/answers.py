"""The card on paper, as staff hand it out: the answer of a page."""

from flask import Response

from ..core import settings
from ..core.clock import today
from ..core.errors import NotFound
from ..core.reader import language
from . import service
from .paper import printed
from .sheet import sheet


def on_paper(resident_id: int) -> Response:
    """A PDF that no shared computer keeps. Raises NotFound where there is no card that works."""
    face = service.face_for(resident_id, "print")
    if face.void:
        raise NotFound
    made = sheet(face, language(), today(), demo=settings.current().demo)
    headers = {"Content-Disposition": 'attachment; filename="mywestminster-card.pdf"', "Cache-Control": "no-store"}
    return Response(printed(made, today()), content_type="application/pdf", headers=headers)
