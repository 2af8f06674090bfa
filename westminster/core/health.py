"""Is the portal fit to serve?"""

from datetime import timedelta

from .clock import now
from .db import CONNECTION_LOST, MIGRATIONS, runner
from .models import Heartbeat

WORKER_MUST_BE_SEEN = timedelta(minutes=1)


def checks() -> dict[str, bool]:
    """What must be true: the database answers, every migration is applied, a worker was seen this minute."""
    try:
        migrated = all(migration.applied for migration in runner(MIGRATIONS).status())
        beat = Heartbeat.get_or_none(Heartbeat.name == "worker")
    except CONNECTION_LOST:
        return {"database": False, "migrations": False, "worker": False}
    seen = beat is not None and now() - beat.seen_at < WORKER_MUST_BE_SEEN
    return {"database": True, "migrations": migrated, "worker": seen}
