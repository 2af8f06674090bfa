"""The letter that goes with a decision: the same words when it is shown to its sender and when it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from ..applications import notices, outcome
from ..applications.models import Application
from ..applications.reason_rules import ANSWER_DAYS, LOOK_AGAIN_DAYS, MORE, NO
from ..core import settings
from ..core.words import N_, Words, translate, written_in
from ..messages.rules import Contact, Notice
from ..residents.models import Resident
from ..residents.service import contact
from ..services.rules import Held

LONGEST_TEXT = 918  # source: GOV.UK Notify, text message length
_DAYS_OF_YES = ("from_on", "until_on")
_DAYS = {"more_needed": ANSWER_DAYS, "refused": LOOK_AGAIN_DAYS}


@dataclass(frozen=True)
class Draft:
    """A decision that was written and not sent. `after` is the last decision its writer knew of; `once` marks this draft.

    `from_on` and `until_on` are for a yes: the first and the last day of the proof, as staff say.
    """

    outcome: str
    reasons: tuple[str, ...]
    own_words: str
    after: int | None
    once: str
    from_on: date | None = None
    until_on: date | None = None

    @classmethod
    def kept(cls, value: Mapping[str, Any]) -> "Draft":
        days = {name: date.fromisoformat(day) for name in _DAYS_OF_YES if (day := value.get(name))}
        return cls(**{**value, "reasons": tuple(value["reasons"]), **days})

    def to_keep(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self) | {name: day and day.isoformat() for name in _DAYS_OF_YES for day in [getattr(self, name)]}


@dataclass(frozen=True)
class Letter:
    """`reach` is None for somebody whom we have no way to write to. `answer_by` is None for a yes.

    `translated`: it is in the language that they chose, for which there may be no words yet.
    """

    notice: Notice
    reach: Contact | None
    language: str
    translated: bool
    answer_by: date | None
    once: str

    @property
    def subject(self) -> str:
        return translate(self.notice.subject, self.language)

    @property
    def body(self) -> str:
        return translate(self.notice.body, self.language)

    @property
    def too_long_by(self) -> int:
        """How many characters a text message is over its limit."""
        text = self.reach is not None and self.reach.channel == "text"
        return max(0, len(self.body) - LONGEST_TEXT) if text else 0

    @property
    def hash(self) -> str:
        """Names this very letter to this very address."""
        to = (self.reach.channel, self.reach.address) if self.reach else None
        parts = json.dumps([self.once, to, self.language, self.subject, self.body])
        return hashlib.sha256(parts.encode()).hexdigest()


def compose(
    application: Application, resident: Resident, draft: Draft, today: date, held: Held, *, review: bool = False
) -> Letter:
    """The letter of `draft` as it would go out today; `held` is the proof that a yes makes; `review`: it is a second look."""
    reach = contact(resident)
    language = written_in(resident.language)
    days = _DAYS.get(draft.outcome)
    answer_by = today + timedelta(days=days) if days else None
    if answer_by:
        write = _more if draft.outcome == "more_needed" else _still_no if review else _no
        notice = write(application, draft, format_date(answer_by, "d MMMM y", locale=language))
    else:
        notice = outcome.yes(application, held, language)
    return Letter(notice, reach, language, language == resident.language, answer_by, draft.once)


def _more(application: Application, draft: Draft, day: str) -> Notice:
    return Notice(
        N_("We need something more from you") if application.category else N_("We need something more for your card"),
        _paragraphs(
            N_(
                "We read your application %(reference)s. Before we can say yes, we need this:",
                reference=application.reference,
            ),
            *(MORE[reason].letter for reason in draft.reasons),
            draft.own_words,
            N_(
                "Send it by %(day)s: %(address)s. Or show it at any library.",
                day=day,
                address=notices.status_address(application),
            ),
            N_("Do you need more time or help? Call 020 7946 0123."),
        ),
    )


def _no(application: Application, draft: Draft, day: str) -> Notice:
    return Notice(
        N_("We could not say yes to what you showed us")
        if application.category
        else N_("We could not say yes to your card"),
        _paragraphs(
            N_("We could not say yes to your application %(reference)s.", reference=application.reference),
            *(NO[reason].letter for reason in draft.reasons),
            draft.own_words,
            N_(
                "Is that not right? Ask us to look again by %(day)s: %(address)s. Or call 020 7946 0123 or go to any "
                "library, and say %(reference)s. Somebody else looks then.",
                day=day,
                address=_address(f"/apply/look-again/{application.public_id}"),
                reference=application.reference,
            ),
            N_(
                "If things change, apply again at any time: %(address)s",
                address=_address("/prove" if application.category else "/apply"),
            ),
        ),
    )


def _still_no(application: Application, draft: Draft, day: str) -> Notice:
    """The last answer: it says what else they can do. `day` is not asked for any more."""
    return Notice(
        N_("We looked again, and still cannot say yes"),
        _paragraphs(
            N_(
                "You asked us to look again at your application %(reference)s. Somebody else has looked, and we still "
                "cannot say yes.",
                reference=application.reference,
            ),
            *(NO[reason].letter for reason in draft.reasons),
            draft.own_words,
            N_(
                "This is our last answer. Do you think that we were unfair? Tell the Local Government and Social Care "
                "Ombudsman: www.lgo.org.uk. It costs nothing."
            ),
            N_(
                "If things change, apply again at any time: %(address)s",
                address=_address("/prove" if application.category else "/apply"),
            ),
        ),
    )


def _paragraphs(*parts: Words | str) -> Words:
    """One below the other; what is empty is left out. The form is ours, so it is not marked for translation."""
    kept = {f"part_{number}": part for number, part in enumerate(parts) if part}
    return Words("\n\n".join(f"%({name})s" for name in kept), tuple(kept.items()))


def _address(path: str) -> str:
    return settings.current().base_url + path
