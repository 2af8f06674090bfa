"""A page of evidence as an answer, for the routes of whoever may see it."""

from flask import Response

from .service import open_page


def picture(public_id: str, number: int, *, actor: str) -> Response:
    """The page as a file that no browser runs, keeps or shows under our name. Raises as `open_page`."""
    data, media_type = open_page(public_id, number, actor=actor)
    answer = Response(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="page-{number}.jpg"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
