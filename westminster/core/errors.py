"""The ways a verb may fail; anything else is a defect and becomes a 500, logged once."""

from datetime import timedelta

from .words import N_, Words


class Refused(Exception):
    """A rule says no. Written to the person: what happened, what to do. Shown with 422.

    `field` is the name of the form field it belongs to, None for the page as a whole.
    """

    def __init__(self, words: Words, field: str | None = None) -> None:
        super().__init__(str(words))
        self.words = words
        self.field = field


class TooMany(Refused):
    """Too many tries: wait `per` at the longest. On a form like any refusal, by itself a 429 page."""

    def __init__(self, per: timedelta) -> None:
        self.minutes = int(per.total_seconds()) // 60
        super().__init__(N_("There were too many tries. Wait %(minutes)s minutes and try again", minutes=self.minutes))


class NotFound(Exception):
    """Unknown, foreign or malformed: all the same 404, so that nothing can be guessed."""


class NotAllowed(Exception):
    """The door says no to somebody who is signed in: a 403 page that says who may. `door` is as in `web.portal`."""

    def __init__(self, door: str) -> None:
        super().__init__(door)
        self.door = door


class GatewayDown(Exception):
    """An outside system does not answer or answers junk: a 503 page says what still works."""

    def __init__(self, system: str) -> None:
        super().__init__(system)
        self.system = system
