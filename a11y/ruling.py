"""States of the pages of services and rules."""

from collections.abc import Callable
from typing import Any

from a11y.arranged import holder, holder_without_proof, staff
from westminster.core import worker
from westminster.openings.service import begin


def holder_of(slug: str) -> Callable[[Any], dict[str, str]]:
    """Somebody with a card looks at one service."""
    return _at(slug, holder())


def without_proof_of(slug: str) -> Callable[[Any], dict[str, str]]:
    """Somebody whose card has no proof behind it looks at one service."""
    return _at(slug, holder_without_proof)


def category(slug: str) -> Callable[[Any], dict[str, str]]:
    """Staff look at one category."""
    return _at(slug, staff())


def counted(visitor: Any) -> None:
    """Staff, after the worker has counted."""
    begin()
    worker.drain()
    staff()(visitor)


def _at(slug: str, arrange: Callable[[Any], Any]) -> Callable[[Any], dict[str, str]]:
    def arranged(visitor: Any) -> dict[str, str]:
        arrange(visitor)
        return {"slug": slug}

    return arranged
