"""What a card may become, why not, and how long it lasts."""

from datetime import date, timedelta

from ..core.words import N_, Words

# The four kinds a card is kept as; must match the constraint in 0008. "expired" is worked out, never kept.
STATUSES = ("active", "suspended", "stopped", "replaced")
CURRENT = ("active", "suspended")

# Why a card ended; must match the constraint in 0008.
HOLDER_REASONS = {
    "lost": N_("It is lost"),
    "stolen": N_("It was stolen"),
    "damaged": N_("It is damaged"),
    "unwanted": N_("It is not wanted any more"),
}
OFFICE_REASONS = {
    "moved": N_("The person no longer lives, works or studies here"),
    "died": N_("The person has died"),
    "misused": N_("It was misused"),
}

RENEW_FROM = timedelta(days=30)  # before the last day

HAS_ONE = N_("There is a card already. One person has one card.")
HAS_NEWER = N_("There is a newer card, so this one stays stopped.")
_REPLACED = N_("This card was replaced by a newer one. It does not work any more.")
_ASK = N_("This card does not work at the moment. Ask at a library.")
_NOT_ACTIVE = N_("This card is not in use at the moment.")


def status_on(status: str, valid_from: date, valid_until: date, today: date) -> str:
    """The status on `today`: one of STATUSES, or "not_started" or "expired" where an active card is out of its dates."""
    if status != "active" or valid_from <= today <= valid_until:
        return status
    return "expired" if today > valid_until else "not_started"


def twelve_months(valid_from: date) -> date:
    """The last day, included, of a card that starts on `valid_from`: 20 November to 19 November."""
    try:
        anniversary = valid_from.replace(year=valid_from.year + 1)
    except ValueError:  # 29 February
        anniversary = date(valid_from.year + 1, 3, 1)
    return anniversary - timedelta(days=1)


def why_not_stop(status: str, *, by_holder: bool) -> Words | None:
    """The reason a card cannot be stopped, or None if it can. The office may stop a suspended one."""
    if status == "suspended":
        return _ASK if by_holder else None
    return {"stopped": N_("This card is already stopped."), "replaced": _REPLACED}.get(status)


def why_not_restore(status: str, reason: str | None, *, by_holder: bool) -> Words | None:
    """The reason a card cannot be used again, or None if it can; `reason` is why it was stopped."""
    if status != "stopped":
        return _REPLACED if status == "replaced" else N_("This card is not stopped.")
    if reason == "stolen":
        return N_("This card was stolen, so its code may have been copied. Replace it instead.")
    return _ASK if by_holder and reason in OFFICE_REASONS else None


def why_not_replace(status: str, reason: str | None, *, by_holder: bool) -> Words | None:
    """The reason a card cannot be replaced, or None if it can.

    `status` is that of `status_on`; `reason` is why it was stopped, if it was. A suspended card is not
    replaced, nor one the office stopped: a new card would get round that.
    """
    if status == "expired":
        return N_("This card is out of date. Renew it instead.")
    if status == "replaced":
        return _REPLACED
    closed = status == "suspended" or (by_holder and reason in OFFICE_REASONS)
    return _ASK if closed else None


def may_be_renewed(status: str, valid_until: date, today: date) -> bool:
    """Whether it is time to: in the last RENEW_FROM, and after it has run out. `status` is that of `status_on`."""
    return status == "expired" or (status == "active" and valid_until - today <= RENEW_FROM)


def why_not_renew(status: str, valid_until: date, until: date) -> Words | None:
    """The reason a card that ends with `valid_until` cannot last to `until`, or None if it can."""
    if status != "active":
        return _NOT_ACTIVE
    return None if until > valid_until else N_("This card already lasts that long.")


def why_not_suspend(status: str) -> Words | None:
    """The reason a card cannot be suspended, or None if it can."""
    return None if status == "active" else _NOT_ACTIVE


def why_not_unsuspend(status: str) -> Words | None:
    """The reason a suspension cannot be ended, or None if it can."""
    return None if status == "suspended" else N_("This card is not suspended.")
