"""Begin, go on with, send and find an application. What becomes of one that was sent is in `outcome`."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import peewee

from ..audit.service import record
from ..cards.rules import HAS_ONE, may_be_renewed
from ..cards.service import for_resident
from ..core.clock import LONDON, now, today
from ..core.db import atomic, locked
from ..core.errors import NotFound, Refused
from ..core.events import emit
from ..core.ids import new_reference, new_token
from ..core.words import N_
from ..evidence import service as evidence
from ..places.rules import Place
from ..places.service import look_up
from ..residents import service as residents
from ..residents.models import Resident
from ..sources import council_tax
from ..sources.council_tax import Outcome, Records
from . import outcome, prefill
from .helped_rules import NOT_SHOWN
from .models import Application, Help
from .rules import COUNCIL_TAX, DRAFT_DAYS, OPEN, UPLOAD, Answers, fitting, is_complete, not_shown, proof_for, state

_NOT_MATCHED = N_("We could not match this. Check the number and try again, or show it another way.")
_NO_ANSWER = N_("We cannot look in the Council Tax list now. Try again later, or show it another way.")
_NO_TRIES_LEFT = N_("We could not match you in 5 tries. Show it another way: a person looks.")
_CARD_FIRST = N_("Apply for the card first. Then you can show more.")
_NOT_KNOWN = N_("They have not shown who they are, so we do not look in a list for them. A person looks at a paper.")
_NOT_DONE = N_("Some parts are not done yet. Do them first, then send.")


def begin(resident: Resident, told: Answers | None = None, *, actor: str | None = None) -> Application:
    """The open application of a resident, begun now if there is none, with what we know and they `told` before.

    `actor` is who does it for them, where it is not them. Raises Refused for somebody with a card.
    """
    if state_of(resident.id) == "has_card":
        raise Refused(HAS_ONE)
    return _begun(resident, None, prefill.kept(resident, today()) | (told or {}), actor)


def begin_fact(resident: Resident, fact: str, *, actor: str | None = None) -> Application:
    """The same to show one more `fact`. Raises Refused for somebody who has not told who they are yet."""
    told = prefill.told(resident)
    if not told:
        raise Refused(_CARD_FIRST)
    return _begun(resident, fact, told | {"basis": fact}, actor)


def _begun(resident: Resident, category: str | None, answers: Answers, actor: str | None = None) -> Application:
    try:
        with atomic():
            application = Application.create(
                public_id=new_token(10),
                reference=new_reference("APP"),
                resident=resident,
                category=category,
                answers=fitting(answers),
                saved_at=now(),
            )
            subject = f"application:{application.id}"
            record("application.begun", actor=actor or f"resident:{resident.id}", subject=subject, resident=resident.id)
    except peewee.IntegrityError:  # two tabs at once, or sent already
        of = (Application.resident == resident) & (Application.category == category)
        return Application.get(of, Application.status.in_(OPEN))
    return application


def state_of(resident_id: int) -> str:
    """Where they stand, see rules.state."""
    status = Application.select(Application.status).where(
        Application.resident == resident_id, Application.category.is_null(), Application.status.in_(OPEN)
    )
    card = for_resident(resident_id)
    on = card.status_on(today()) if card else None
    if card and on and may_be_renewed(on, card.valid_until, today()):
        on = "expired"  # they apply so that it lasts longer
    return state(status.scalar(), on)


def card_works(resident_id: int) -> bool:
    card = for_resident(resident_id)
    return card is not None and card.status_on(today()) == "active"


def latest_sent(resident_id: int, category: str | None = None) -> Application | None:
    """For the card, or for the fact `category`."""
    return (
        Application.select()
        .where(Application.resident == resident_id, Application.category == category)
        .where(Application.status != "draft")
        .order_by(Application.id.desc())
        .first()
    )


def draft_of(resident_id: int, category: str | None = None) -> Application | None:
    of = (Application.resident == resident_id) & (Application.category == category)
    return Application.get_or_none(of, Application.status == "draft")


def find_for(resident_id: int, public_id: str) -> Application:
    """A resident's own application that was sent. Raises NotFound."""
    found = Application.get_or_none(
        Application.resident == resident_id, Application.public_id == public_id, Application.status != "draft"
    )
    if found is None:
        raise NotFound
    return found


def find_by_reference(reference: str) -> Application | None:
    """One that was sent, by its reference as we write it."""
    return Application.get_or_none(Application.reference == reference, Application.status != "draft")


def known(application: Application) -> Answers:
    """What to fill a page with: what was answered, else what the sign-in said."""
    return prefill.suggested(application.resident.account) | application.answers


def save(application: Application, given: Answers) -> Application:
    """Keep the answers of one page; those that no longer fit go. One that was sent meanwhile stays as it was."""
    return _change(application, lambda known: fitting(known | given))


def ask_again_how_shown(application: Application) -> Application:
    """For somebody who took away what they showed it by."""
    return _change(application, not_shown)


def _change(application: Application, change: Callable[[Answers], Answers]) -> Application:
    with atomic():
        application = hold(application)
        if application.status == "draft":
            application.answers = change(application.answers)
            application.saved_at = now()
            application.save()
    return application


def check_council_tax(
    application: Application, account_number: str, *, actor: str, records: Records | None = None
) -> Application:
    """Look for this person in the council's records; a match is kept as how they show it.

    Raises Refused without one, never with which part was wrong. Call it outside a transaction.
    """
    if Help.select().where(Help.application == application, Help.identity == NOT_SHOWN).exists():
        raise Refused(_NOT_KNOWN)
    answers, person = application.answers, application.resident_id
    told = answers["first_name"], answers["last_name"], answers["postcode"]
    result = council_tax.try_match(person, account_number, *told, actor=actor, records=records)
    match = council_tax.match_of(person, *told)
    if result is Outcome.MATCHED and match is not None:
        return show_by(application, COUNCIL_TAX, account_ending=match.account_ending)
    if result is Outcome.NO_ANSWER:
        raise Refused(_NO_ANSWER)
    if council_tax.tries_left(person):
        raise Refused(_NOT_MATCHED, "account_number")
    raise Refused(_NO_TRIES_LEFT)


def place_of(application: Application) -> Place | None:
    """Where the postcode of the answers is; None without one."""
    postcode = application.answers.get("postcode")
    return look_up(postcode) if postcode else None


def where(postcode: str) -> str:
    """Whether a postcode is in Westminster: in, out or unknown, which is not outside."""
    place = look_up(postcode)
    return "in" if place.in_westminster else "out" if place.council else "unknown"


def submit(application: Application, *, actor: str) -> Application:
    """Send it: approved at once or given to a person. Sent again, it stays as it is. Raises Refused while parts are missing."""
    with atomic():
        application = hold(application)
        if application.status != "draft":
            return application
        if not is_complete(application.answers):
            raise Refused(_NOT_DONE)
        _settle_files(application, actor)
        resident = residents.find(application.resident_id)
        if application.category is None:
            residents.keep(resident, outcome.details(application.answers), actor=actor)
        else:  # what we know may have changed since it was begun
            application.answers |= prefill.told(resident)
        # The audit trail lets one writer through until we commit, so from here two accounts of one
        # person are decided one after the other, and the second sees the first's card.
        record("application.sent", actor=actor, subject=f"application:{application.id}", resident=resident.id)
        application.submitted_at = now()
        outcome.decide(application, resident, actor=actor)
        emit("application.sent", application_id=application.id, resident_id=resident.id)
    return application


def delete_old_drafts() -> tuple[int, int]:
    """Drafts that nobody went on with for DRAFT_DAYS go, with all that is in them; how many, with how many files."""
    first_kept = datetime.combine(today() - timedelta(days=DRAFT_DAYS), time.min, LONDON)
    query = Application.select(Application.id).where(Application.status == "draft", Application.saved_at < first_kept)
    with atomic():
        old = list(locked(query))
        files = sum(evidence.delete_all(draft.subject, actor="system") for draft in old)
        if old:
            Application.delete().where(Application.id.in_([draft.id for draft in old])).execute()
            record("application.drafts_deleted", actor="system", subject="applications", count=len(old))
    return len(old), files


def show_by(application: Application, way: str, **also: str) -> Application:
    """Keep how they show what they say, see rules.COUNCIL_TAX and its like."""
    return save(application, {"proof_way": way, "proof_for": proof_for(application.answers), **also})


def _settle_files(application: Application, actor: str) -> None:
    """Files go along only where they are how the person shows it; then there must be one. Raises Refused."""
    if application.answers["proof_way"] != UPLOAD:
        evidence.delete_all(application.subject, actor=actor)
    elif not evidence.list_for(application.subject):
        raise Refused(_NOT_DONE)


def hold(application: Application) -> Application:
    """The application as it is now, held until the transaction ends. Raises NotFound."""
    held = locked(Application.select().where(Application.id == application.id)).first()
    if held is None:
        raise NotFound
    return held
