"""What happened in a case, from the audit trail, in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ..accounts.staff import names, staff_of
from ..applications.helped_rules import CHANNELS
from ..audit.models import AuditEntry
from ..core.words import N_, Words
from .owning_rules import ASIDE_WHY, TAKE_OVER_WHY

MOST, READ = 40, 400  # events shown; entries read for them
ACTS = {
    "application.begun": N_("Began to apply"),
    "application.sent": N_("Sent the application"),
    "application.with_staff": N_("A person was asked to look"),
    "application.answered": N_("Sent more"),
    "application.brought": N_("Saw at a counter what we had asked for"),
    "application.came_back": N_("The time to answer was over"),
    "application.approved": N_("Said yes"),
    "application.more_needed": N_("Asked for more"),
    "application.refused": N_("Said no"),
    "application.look_again": N_("Asked us to look again"),
    "application.late": N_("Was told that we are late"),
    "application.called_off": N_("A decision did not leave: the case had changed"),
    "case.decided": N_("Decided; the letter leaves five minutes later"),
    "case.undone": N_("Undid the decision before it left"),
    "application.withdrawn": N_("Took the application back"),
    "help.found": N_("Looked whether they are here already"),
    "help.begun": N_("Helped them apply"),
    "help.went_on": N_("Went on helping them apply"),
    "help.code_made": N_("Made a code to take the record over"),
    "help.summary_printed": N_("Printed the summary"),
    "help.card_printed": N_("Printed the card"),
    "card.printed": N_("Printed the card"),
    "help.taken_over": N_("Took the record over"),
    "council_tax.checked": N_("Looked in the Council Tax list"),
    "evidence.added": N_("Added a file"),
    "evidence.removed": N_("Took a file back"),
    "evidence.deleted": N_("Deleted a file"),
    "evidence.virus": N_("A virus was found in a file, which was not kept"),
    "evidence.read": N_("Looked at a page of a file"),
    "case.seen": N_("Wrote what a paper says"),
    "case.noted": N_("Wrote a note"),
    "case.taken": N_("Took the case"),
    "case.taken_over": N_("Took the case over"),
    "case.assigned": N_("Gave the case to a colleague"),
    "case.given_back": N_("Gave the case back to the team"),
    "case.put_aside": N_("Put the case aside"),
    "case.taken_up": N_("Went on with the case"),
    "person.read": N_("Opened the details"),
    "proof.recorded": N_("Kept a proof"),
    "identity.differs": N_("Proved something else than we keep"),
    "identity.settled": N_("Said whose proven identity it is"),
    "resident.corrected": N_("Changed what we keep"),
    "resident.moved": N_("Took over a move"),
    "resident.move_undone": N_("Undid a move"),
    "resident.name_asked": N_("Asked for a new name"),
    "resident.name_changed": N_("Took over a new name"),
    "resident.name_not_shown": N_("Saw no paper in the new name"),
    "resident.died": N_("Wrote down that the person has died"),
    "resident.not_died": N_("Put right that the person has not died"),
    "proof.ended": N_("Ended a proof"),
    "acting.begun": N_("Let somebody look after the card"),
    "acting.ended": N_("Ended that somebody looks after the card"),
    "proof.reopened": N_("Let a proof count again"),
    "source.asked": N_("Asked a list or an agency"),
    "source.settled": N_("Looked at what they came to show"),
}
# What was chosen from a list: the name in the detail, and the list.
_REASONS = {
    "case.taken_over": ("why", TAKE_OVER_WHY),
    "case.put_aside": ("why", ASIDE_WHY),
    "application.look_again": ("channel", CHANNELS),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened; `who` is a name, or words for somebody who has none here."""

    at: datetime
    what: Words
    who: str | Words


def timeline(subjects: Iterable[str]) -> list[Event]:
    """The newest first, at most MOST. What one person did several times in a row is told once, as the last of it."""
    wanted = AuditEntry.subject.in_(list(subjects)), AuditEntry.act.in_(list(ACTS))
    entries = list(AuditEntry.select().where(*wanted).order_by(AuditEntry.id.desc()).limit(READ))
    known = names({staff for entry in entries if (staff := staff_of(entry.actor)) is not None})
    last = [next(group) for _, group in groupby(entries, key=lambda entry: (entry.act, entry.actor))]
    return [Event(entry.at, _what(entry), _who(entry.actor, known)) for entry in last[:MOST]]


def _what(entry: AuditEntry) -> Words:
    """With the reason, where one was chosen from a list."""
    what, (name, reasons) = ACTS[entry.act], _REASONS.get(entry.act, ("", {}))
    why = reasons.get(json.loads(entry.detail).get(name))
    return N_("%(what)s: %(why)s", what=what, why=why) if why else what


def _who(actor: str, known: dict[int, str]) -> str | Words:
    staff = staff_of(actor)
    if staff is not None:
        return known.get(staff, N_("A member of staff"))
    return N_("The portal") if actor == "system" else N_("The person")
