"""Who may take, give back and put aside a case, and for how long. Values only."""

from datetime import date

from ..applications.rules import WITH_US
from ..applications.working_days import days_after
from ..core.words import N_, Words

ASIDE_DAYS = 10  # working days that a case can be put aside for at most
# Kept in the trail by their codes.
TAKE_OVER_WHY = {
    "away": N_("They are away"),
    "too_many": N_("They have too many cases"),
    "asked": N_("They asked me to"),
    "known": N_("I know this case"),
}
ASIDE_WHY = {
    "paper": N_("A paper is on its way"),
    "call": N_("They call back"),
    "visit": N_("They come to a library"),
    "colleague": N_("A colleague finds something out"),
}
DECIDED = N_("This case is decided.")
SOMEBODY_ELSES = N_("Somebody else has this case.")


def why_not_take(status: str, owner: int | None, reader: int) -> Words | None:
    """Why `reader` cannot take a case that is nobody's; their own is taken already, which is no reason."""
    if status not in WITH_US:
        return DECIDED
    return SOMEBODY_ELSES if owner not in (None, reader) else None


def why_not_give_back(status: str, owner: int | None, reader: int, *, assigns: bool) -> Words | None:
    """Their own anybody, another's only who assigns cases; what is nobody's is given back already."""
    if status not in WITH_US:
        return DECIDED
    return None if owner in (None, reader) or assigns else SOMEBODY_ELSES


def why_not_aside(status: str, owner: int | None, reader: int) -> Words | None:
    """Only one's own, and only while it waits for us: what waits for the person is aside already."""
    if status not in WITH_US:
        return DECIDED
    if status != "with_staff":
        return N_("This case waits for the person.")
    return None if owner == reader else N_("This case is not yours. Take it first.")


def can_put_aside(status: str, owner: int | None, reader: int, *, aside: bool) -> bool:
    return why_not_aside(status, owner, reader) is None and not aside


def why_not_until(until: date, today: date) -> Words | None:
    """Why a case cannot be put aside until that day, on which it comes back."""
    if until <= today:
        return N_("The day must be in the future")
    far = until > days_after(today, ASIDE_DAYS)
    return N_("The day must be within %(days)s working days", days=ASIDE_DAYS) if far else None


def choices(status: str, owner: int | None, reader: int, *, aside: bool, assigns: bool) -> list[str]:
    """What `reader` can do about whose case it is: keys of owner_forms.OWNER_ACTS."""
    if status not in WITH_US:
        return []
    theirs = owner == reader
    offered = {
        "take": owner is None,
        "up": theirs and aside,
        "over": owner is not None and not theirs,
        "back": theirs or (assigns and owner is not None),
        "assign": assigns,
    }
    return [act for act, can in offered.items() if can]
