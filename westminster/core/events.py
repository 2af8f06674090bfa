"""Domain events: told in the transaction that makes them true, heard by the worker.

`emit` writes one outbox row per subscriber, so no event is lost and none waits for another.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .clock import now
from .models import Outbox

Handler = Callable[[dict[str, Any], int], None]
Verb = Callable[[], Any]


@dataclass(frozen=True)
class Subscriber:
    """`outside` handlers talk to another system, so they run outside a transaction."""

    name: str
    run: Handler
    outside: bool


_by_event: dict[str, list[Subscriber]] = defaultdict(list)
_by_name: dict[str, Subscriber] = {}
periodic: list[tuple[timedelta, Verb]] = []


def subscriber(event: str, *, outside: bool = False) -> Callable[[Handler], Handler]:
    """Have `handler(payload, attempt)` run by the worker after each `event`; attempt counts from 1.

    Inside (the default) its writes and its being done are one transaction: exactly once. Outside it
    may run again after a crash, with a higher attempt, and must find out what it did before.
    """

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__}.{handler.__name__}"
        heard_by = _by_name.setdefault(name, Subscriber(name, handler, outside))
        if heard_by not in _by_event[event]:
            _by_event[event].append(heard_by)
        return handler

    return register


def every(interval: timedelta) -> Callable[[Verb], Verb]:
    """Have the worker call a verb that may be repeated without harm, at each `interval`."""

    def register(verb: Verb) -> Verb:
        periodic.append((interval, verb))
        return verb

    return register


def emit(event: str, *, due_at: datetime | None = None, **payload: Any) -> None:
    """Tell the subscribers of `event`, at once or from `due_at`. Call it inside `atomic`.

    `payload` is JSON and holds ids, not personal data.
    """
    for heard_by in _by_event[event]:
        Outbox.create(subscriber=heard_by.name, payload=payload, due_at=due_at or now())


def named(name: str) -> Subscriber:
    """The subscriber an outbox row is for. Raises KeyError for one that no longer exists."""
    return _by_name[name]
