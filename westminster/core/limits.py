"""Rate limits, kept in the database so that they hold across processes and restarts."""

from datetime import timedelta

from .clock import now
from .db import database

_COUNT = """
INSERT INTO rate_limit (key, window_ends, hits) VALUES (%(p)s, %(p)s, 1)
ON CONFLICT (key) DO UPDATE SET
  hits = CASE WHEN rate_limit.window_ends <= %(p)s THEN 1 ELSE rate_limit.hits + 1 END,
  window_ends = CASE WHEN rate_limit.window_ends <= %(p)s THEN %(p)s ELSE rate_limit.window_ends END
RETURNING hits
"""


def allow(key: str, limit: int, per: timedelta) -> bool:
    """Count one try of `key` and say whether it is within `limit` in a window of `per`.

    The window opens with the first try. `key` holds ids or hashes, never personal data.
    """
    moment = now().timestamp()
    ends = moment + per.total_seconds()
    counted = database.execute_sql(_COUNT % {"p": database.param}, (key, ends, moment, moment, ends))
    ((hits,),) = counted.fetchall()  # to the end: only then is it written
    return bool(hits <= limit)


def forget(key: str) -> None:
    """Start over for `key`, as after a success."""
    database.execute_sql(f"DELETE FROM rate_limit WHERE key = {database.param}", (key,))


def sweep() -> None:
    """Drop windows that have ended."""
    moment = now().timestamp()
    database.execute_sql(f"DELETE FROM rate_limit WHERE window_ends <= {database.param}", (moment,))
