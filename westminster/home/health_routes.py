"""For machines that watch: alive, and ready."""

from flask import Response, jsonify

from ..core.health import checks
from ..core.web import portal

bp = portal("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    return jsonify(alive=True)


@bp.get("/readyz")
def ready() -> tuple[Response, int]:
    """503 until the database answers, every migration is applied and a worker was seen this minute."""
    found = checks()
    return jsonify(found), 200 if all(found.values()) else 503
