"""Check what you can get, without an account: which questions, and what the answers lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..proofs.rules import LIVES, STUDIES, WORKS
from ..residents.rules import birthday
from ..services.catalogue import opened_to
from ..services.rules import Service, holding
from .rules import Answers

BASES = {"live": LIVES.slug, "work": WORKS.slug, "study": STUDIES.slug}
Checked = dict[str, str]  # by slug of the question; "found" says where its postcode is: in, out or unknown


@dataclass(frozen=True)
class Question:
    slug: str
    asked: Callable[[Checked], bool] = lambda _: True


def lives(checked: Checked) -> bool:
    """Whether they live here as far as we can tell: unknown is not outside."""
    live = checked.get("live")
    return live == "yes" or (live == "unsure" and checked.get("found") in ("in", "unknown"))


def outside(checked: Checked) -> bool:
    """Whether they asked us if they live here, and their postcode is in another council."""
    return checked.get("live") == "unsure" and checked.get("found") == "out"


QUESTIONS = (
    Question("live"),
    Question("postcode", lambda checked: checked.get("live") == "unsure"),
    Question("work", lambda checked: not lives(checked)),
    Question("age"),
    Question("council-tax", lives),
)
BY_SLUG = {question.slug: question for question in QUESTIONS}


def next_question(checked: Checked) -> Question | None:
    """The first that is asked and not answered, None when all are."""
    return next((q for q in QUESTIONS if q.asked(checked) and q.slug not in checked), None)


def question_after(slug: str, checked: Checked) -> Question | None:
    """The one that follows `slug`, None for the last."""
    later = QUESTIONS[QUESTIONS.index(BY_SLUG[slug]) + 1 :]
    return next((q for q in later if q.asked(checked)), None)


def question_before(slug: str, checked: Checked) -> Question | None:
    """The one before `slug`, None for the first."""
    earlier = QUESTIONS[: QUESTIONS.index(BY_SLUG[slug])]
    return next((q for q in reversed(earlier) if q.asked(checked)), None)


def because(checked: Checked) -> str | None:
    """What the card would stand on: live, work or study; None for somebody it is not for."""
    work = checked.get("work")
    return "live" if lives(checked) else work if work in BASES else None


def opens(checked: Checked, today: date) -> list[Service]:
    """What the card would open for somebody who is 16, or 15, today."""
    born_on = birthday(today, -16 if checked.get("age") == "yes" else -15)
    person = holding(told(because(checked)).values(), born_on)
    return [one.service for one in opened_to(person, today) if one.answer.yes]


def told(why: str | None) -> Answers:
    """The answer of the application that `because` gives. Of the check no more is carried over to it: the session
    begins anew at sign-in, and a postcode has no place in an address.
    """
    return {"basis": BASES[why]} if why in BASES else {}
