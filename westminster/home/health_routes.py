"""For machines that watch: alive, and ready."""

from datetime import timedelta
from pathlib import Path

from flask import Response, jsonify

from ..core.clock import now
from ..core.db import CONNECTION_LOST, runner
from ..core.models import Heartbeat
from ..core.web import portal

bp = portal("health", __name__)
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
WORKER_MUST_BE_SEEN = timedelta(minutes=1)


@bp.get("/healthz")
def alive() -> Response:
    return jsonify(alive=True)


@bp.get("/readyz")
def ready() -> tuple[Response, int]:
    """503 until the database answers, every migration is applied and a worker was seen this minute."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        checks["migrations"] = all(m.applied for m in runner(str(MIGRATIONS)).status())
        checks["database"] = True
        seen = Heartbeat.get_or_none(Heartbeat.name == "worker")
        checks["worker"] = seen is not None and now() - seen.seen_at < WORKER_MUST_BE_SEEN
    except CONNECTION_LOST:
        checks["database"] = False
    return jsonify(checks), 200 if all(checks.values()) else 503
