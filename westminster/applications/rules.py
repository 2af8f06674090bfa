"""The application as a form in parts: what is asked, what is done, what still fits, who decides. Values only."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.words import N_, Words
from ..proofs.identity_rules import Who
from ..proofs.rules import LIVES, STUDIES, WORKS

Answers = dict[str, Any]  # by the names of the form fields; JSON values

# Must match the constraints in 0009.
STATUSES = ("draft", "with_staff", "more_needed", "approved", "refused", "withdrawn")
OPEN = ("draft", "with_staff", "more_needed")
TAKES_FILES = ("draft", "more_needed")
WITH_US = ("with_staff", "more_needed")  # sent and not decided
DRAFT_DAYS = 28
WORKING_DAYS = 10

# How somebody shows what they say: a match, a proof from before, files they add, or papers they bring to a library.
COUNCIL_TAX, HELD, UPLOAD, IN_PERSON = "council_tax", "held", "upload", "in_person"
_OF_PROOF = {"proof_way", "proof_for", "account_ending"}

# Why a person decides and not the machine, as the resident reads it: nobody learns that somebody alike has a card.
WHY_A_PERSON = {
    "further": N_("A person looks at what you show us."),
    "no_match": N_("A person looks at your application, as for everyone without a Council Tax match."),
    "works_or_studies": N_("A person looks at your application, as for everyone who works or studies here."),
    "under_16": N_("A person looks at your application, as for everyone under 16."),
    "same_person": N_("A person looks at your application, as at some others, before we decide."),
    "ended_by_us": N_("A person looks at your application, because we ended a card of yours."),
}


@dataclass(frozen=True)
class Step:
    """One page. `keys` are the answers it gives; `asked` whether it is for somebody with these answers."""

    slug: str
    keys: tuple[str, ...]
    asked: Callable[[Answers], bool] = lambda _: True


@dataclass(frozen=True)
class Task:
    """One part of the list."""

    slug: str
    title: Words
    minutes: int
    steps: tuple[Step, ...]
    hint: Words | None = None


@dataclass(frozen=True)
class Section:
    title: Words
    tasks: tuple[Task, ...] = field(default=())


def lives(answers: Answers) -> bool:
    return answers.get("basis") == LIVES.slug


def works_or_studies(answers: Answers) -> bool:
    return answers.get("basis") in (WORKS.slug, STUDIES.slug)


SECTIONS = (
    Section(
        N_("1. About you"),
        (
            Task(
                "you",
                N_("Your name and date of birth"),
                1,
                (Step("name", ("first_name", "last_name")), Step("birth-date", ("born_on",))),
            ),
            Task(
                "reach",
                N_("How we reach you"),
                1,
                (Step("letters", ("safe_to_write",)), Step("contact", ("channel", "email", "mobile"))),
            ),
            Task(
                "help",
                N_("Language and help you need"),
                1,
                (Step("language", ("language",)), Step("help", ("access_needs", "access_other"))),
            ),
        ),
    ),
    Section(
        N_("2. Show us once"),
        (
            Task(
                "home",
                N_("Where you live"),
                2,
                (
                    Step("basis", ("basis",)),
                    Step("place", ("place_name", "place_postcode"), works_or_studies),
                    Step("postcode", ("postcode",)),
                    Step("address", ("line_1", "line_2", "town")),
                ),
            ),
            Task(
                "show",
                N_("How you show it"),
                2,
                (Step("show", ("proof_way",)),),
                N_("We look in the Council Tax list first. If you are in it, there is nothing to upload."),
            ),
        ),
    ),
)
TASKS = tuple(task for section in SECTIONS for task in section.tasks)
STEPS = {step.slug: step for task in TASKS for step in task.steps}


def task_of(slug: str) -> Task:
    """The task that the step `slug` is in."""
    return next(task for task in TASKS if STEPS[slug] in task.steps)


def missing(task: Task, answers: Answers) -> list[Step]:
    """The steps of `task` that are asked and not answered, in their order."""
    return [step for step in task.steps if step.asked(answers) and not answers.keys() >= set(step.keys)]


def done(answers: Answers) -> list[Task]:
    return [task for task in TASKS if not missing(task, answers)]


def is_complete(answers: Answers) -> bool:
    return len(done(answers)) == len(TASKS)


def can_open(task: Task, answers: Answers) -> bool:
    """Whether a task can be begun: how you show it depends on who you are and where you live."""
    return task.slug != "show" or all(not missing(other, answers) for other in TASKS if other.slug in ("you", "home"))


def fitting(answers: Answers) -> Answers:
    """`answers` without those that a later answer has overtaken, so that they are asked again.

    A proof is of one name at one postcode for one reason; a letter goes only where it is safe.
    """
    gone: set[str] = set()
    if answers.get("safe_to_write") is False and answers.get("channel") == "letter":
        gone |= {"channel"}
    if lives(answers):
        gone |= {"place_name", "place_postcode"}
    if answers.get("proof_for", proof_for(answers)) != proof_for(answers):
        gone |= _OF_PROOF
    return {key: value for key, value in answers.items() if key not in gone}


def not_shown(answers: Answers) -> Answers:
    """`answers` as before they said how they show it."""
    return {key: value for key, value in answers.items() if key not in _OF_PROOF}


def proof_for(answers: Answers) -> list[str | None]:
    """What a proof hangs on: change one of these and it is asked again."""
    return [answers.get(key) for key in ("last_name", "postcode", "basis")]


def is_found(answers: Answers) -> bool:
    """Whether a check of ours or an earlier proof stands for what they say, so that nobody has to look."""
    return answers.get("proof_way") in (COUNCIL_TAX, HELD)


def full_name(answers: Answers) -> str:
    return f"{answers['first_name']} {answers['last_name']}".strip()


def as_told(answers: Answers) -> Who:
    """The person as they tell it, to compare with what is proven."""
    born_on = date.fromisoformat(answers["born_on"])
    return Who(answers["first_name"], answers["last_name"], born_on, answers["postcode"])


def address_lines(answers: Answers) -> tuple[str, ...]:
    return tuple(line for line in (answers["line_1"], answers["line_2"], answers["town"]) if line)


def why_a_person(*, basis: str, age: int, proved: bool, same_person: bool, ended_by_us: bool = False) -> str | None:
    """The first of WHY_A_PERSON that applies, None when the machine may say yes. It never says no.

    `proved`: a match or a proof stands for this basis; `same_person`: somebody alike has a card;
    `ended_by_us`: the office ended their last card, and a new one must not get round that.
    """
    reasons = {
        "ended_by_us": ended_by_us,
        "same_person": same_person,
        "works_or_studies": basis != LIVES.slug and not proved,
        "under_16": age < 16,
        "no_match": not proved,
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def state(status: str | None, card_status: str | None) -> str:
    """Where somebody stands who comes to apply: new, draft, sent or has_card.

    `status` is that of their open application, `card_status` that of their card on the day; None without one.
    """
    if status in WITH_US:
        return "sent"
    if card_status in ("active", "suspended", "not_started"):
        return "has_card"
    return "draft" if status == "draft" else "new"


def page_before(slug: str, answers: Answers) -> Step | None:
    """The page before `slug` in its task; None for the first."""
    asked = [step for step in task_of(slug).steps if step.asked(answers)]
    earlier = asked[: asked.index(STEPS[slug])] if STEPS[slug] in asked else []
    return earlier[-1] if earlier else None


def page_after(slug: str, answers: Answers) -> Step | None:
    """The page after `slug` in its task; None for the last."""
    steps = task_of(slug).steps
    later = steps[steps.index(STEPS[slug]) + 1 :]
    return next((step for step in later if step.asked(answers)), None)
