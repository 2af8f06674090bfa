"""What the states of an application's pages are made of: files, what we said to them, following without signing in."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from tests.applications.decided import decide
from tests.applications.papers import PHOTO
from tests.factories import make_application, make_proof, make_resident
from westminster.applications import afterwards, showing
from westminster.applications import service as applications
from westminster.applications.models import Application
from westminster.core.clock import frozen, now
from westminster.evidence import scanning, store
from westminster.evidence import service as evidence
from westminster.evidence.models import EvidenceFile

WORDS = "The bill is from 2024.\nSend the newest one."


def with_files(count: int = 0, **values: str) -> Callable[[Any], dict[str, str]]:
    """Somebody who has said all but how they show it, and added `count` files, at an address with `values`."""

    def arrange(visitor: Any) -> dict[str, str]:
        draft = make_application(proof_way=None)
        for number in range(count):
            _add(draft, number)
        visitor.sign_in(draft.resident.account_id)
        return values

    return arrange


def with_earlier(visitor: Any) -> None:
    """Somebody who applies again and gave a file the first time."""
    refused = come_to("refused", files=True)
    make_application(refused.resident, proof_way=None)
    visitor.sign_in(refused.resident.account_id)


def with_checks(visitor: Any) -> dict[str, str]:
    """Somebody with a file that waits for the virus check, and one in which it found something."""
    draft = make_application(proof_way=None)
    waits, bad = unchecked(_add(draft)), unchecked(_add(draft, 1))
    scanning.settle(bad, "Win.Test.EICAR_HDB-1")
    visitor.sign_in(draft.resident.account_id)
    return {"public_id": waits.public_id}


def unchecked(file: EvidenceFile) -> EvidenceFile:
    """As one that came while nobody answered."""
    file.unchecked_as = store.new_name()
    file.save()
    return file


def with_infected(visitor: Any) -> dict[str, str]:
    """Somebody whose one file had a virus."""
    with_checks(visitor)
    (left,) = EvidenceFile.select().where(EvidenceFile.status == "kept")
    evidence.delete(left.public_id, actor="system")
    return {}


def removing(visitor: Any) -> dict[str, str]:
    """Somebody who would take a file back."""
    draft = make_application(proof_way=None)
    visitor.sign_in(draft.resident.account_id)
    return {"public_id": _add(draft).public_id}


def stands(status: str, *, files: bool = False) -> Callable[[Any], dict[str, str]]:
    """Somebody whose application has come to `status`; with `files`, they showed it by one."""

    def arrange(visitor: Any) -> dict[str, str]:
        application = come_to(status, files=files)
        visitor.sign_in(application.resident.account_id)
        return {}

    return arrange


def following(status: str | None = None) -> Callable[[Any], dict[str, str]]:
    """Somebody not signed in who asked for a code; with `status`, they entered it and it has come so far."""

    def arrange(visitor: Any) -> dict[str, str]:
        visit: dict[str, Any] = {"key": "k", "application": None}
        if status:
            visit["application"] = come_to(status).id
            visit["until"] = (now() + timedelta(minutes=10)).isoformat()
        visitor.sign_in(None, follow=visit)
        return {}

    return arrange


def come_to(status: str, *, files: bool = False) -> Application:
    """An application sent an hour ago that has come to `status`."""
    with frozen(now() - timedelta(hours=1)):
        sent = _sent(files=files, proved=status == "approved")
    if status == "withdrawn":
        return afterwards.withdraw(sent, actor=_actor(sent))
    reasons = {"more_needed": ("newer", "sharper"), "refused": ("too_old",)}
    return decide(sent, status, *reasons[status], own_words=WORDS) if status in reasons else sent


def _sent(*, files: bool, proved: bool) -> Application:
    resident = make_resident()
    if proved:
        make_proof(resident)
        draft = applications.begin(resident)
    else:
        draft = make_application(resident)
    if files:
        _add(draft)
    return applications.submit(draft, actor=_actor(draft))


def _add(draft: Application, number: int = 0) -> Any:
    photo = BytesIO(PHOTO + bytes([number]))
    return showing.add(draft, photo, f"bill {number + 1}.jpg", "utility_bill", actor=_actor(draft))


def _actor(application: Application) -> str:
    return f"resident:{application.resident_id}"
