"""What the pages of help in person and by telephone show. As in arranged.py."""

from collections.abc import Callable
from datetime import date
from typing import Any

from a11y.casework import given
from tests.factories import make_account, make_card, make_proof, make_resident, make_staff
from tests.helping.helping import make_help
from westminster.applications import helped
from westminster.applications import service as applications
from westminster.applications.helped import Consent, Identity
from westminster.applications.models import Application
from westminster.helping import codes, here
from westminster.residents.models import Resident

WHO = {"first_name": "Amina", "last_name": "Rahman", "born_on": "1984-05-17", "postcode": "NW8 8EU"}
Arranged = Callable[[Any], dict[str, str]]


def helper(*, drafts: int = 0) -> Arranged:
    """A library worker, who has begun `drafts` applications."""

    def arrange(visitor: Any) -> dict[str, str]:
        worker = make_staff("library_worker")
        names = ["Eleanor", "Maximiliana Alexandra Konstantinopoulou-Featherstonehaugh", "عبد الرحمن"]
        for number in range(drafts):
            make_help(worker, first_name=names[number % 3], last_name="O’Brien" if number % 3 == 0 else "")
        visitor.sign_in(worker.account_id)
        return {}

    return arrange


def come_to(step: str, channel: str = "in_person", *, here_already: bool = False, **values: str) -> Arranged:
    """A library worker who has filled in the pages before `step`, a key of visit.Visit."""

    def arrange(visitor: Any) -> dict[str, str]:
        person: Resident | None = make_resident() if here_already else None
        if person:
            make_card(person)
        known: dict[str, Any] = {"channel": channel}
        if step != "channel":
            known |= {"by": "self", "right": ""}
        if step in ("who", "key"):
            known |= {"who": WHO, "resident": person.id if person else None}
        if step == "key" and person:
            known["key"] = here.send_to_them(person.id)
        visitor.sign_in(make_staff("library_worker").account_id, helping=known)
        return values

    return arrange


def knows(*, young: bool = False) -> Arranged:
    """A library worker with somebody who has a card and has shown who they are; with `young`, too young to show more."""

    def arrange(visitor: Any) -> dict[str, str]:
        person = make_resident(**({"born_on": date(2026, 11, 1)} if young else {}))
        make_card(person)
        how = {"way": "known", "note": "I know them.", "ending": "", "dated_on": ""}
        known = {"channel": "in_person", "by": "self", "right": "", "resident": person.id, "how": how}
        known["until"] = "2999-01-01T00:00:00+00:00"
        visitor.sign_in(make_staff("library_worker").account_id, helping=known, people_why=given(person, "here"))
        return {"public_id": person.public_id}

    return arrange


def shown_more() -> Arranged:
    """A library worker who has sent it with them."""

    def arrange(visitor: Any) -> dict[str, str]:
        worker, person = make_staff("library_worker"), make_resident()
        make_card(person)
        consent = Consent("in_person", "self", "", "Is that all right?")
        sent = helped.show(person, "disabled", consent, Identity("known", "I know them."), staff_id=worker.account_id)
        visitor.sign_in(worker.account_id, people_why=given(person, "here"))
        return {"public_id": sent.public_id}

    return arrange


def helping(
    *, way: str = "known", sent: bool = False, complete: bool = False, own: bool = False, **values: str
) -> Arranged:
    """A library worker at an application that they fill in with somebody, at an address with `values`."""

    def arrange(visitor: Any) -> dict[str, str]:
        worker = make_staff("library_worker")
        application = make_help(worker, make_resident() if own else None, way=way, sent=sent)
        if complete:
            applications.show_by(application, "in_person")
        visitor.sign_in(worker.account_id, people_why=given(application.resident, "here"))
        return {"public_id": application.public_id, **values}

    return arrange


def begun(slug: str) -> Arranged:
    """A library worker at one question, of which nothing is known yet."""

    def arrange(visitor: Any) -> dict[str, str]:
        values = helping(slug=slug)(visitor)
        basis = {"basis": "works_in_westminster"} if slug == "place" else {}
        Application.update(answers={"first_name": "", "last_name": "Rahman", **basis}).execute()
        return values

    return arrange


def yes(visitor: Any) -> dict[str, str]:
    """The card is there at once: they showed it before."""
    worker, person = make_staff("library_worker"), make_resident(account=None)
    make_proof(person)
    application = make_help(worker, person)
    application = applications.show_by(application, "held")
    applications.submit(application, actor=f"staff:{worker.account_id}")
    visitor.sign_in(worker.account_id, people_why=given(person, "here"))
    return {"public_id": application.public_id}


def with_code(**values: str) -> Arranged:
    """A code was made a moment ago, and is on the summary."""

    def arrange(visitor: Any) -> dict[str, str]:
        worker = make_staff("library_worker")
        application = make_help(worker, sent=True)
        made = {"public_id": application.public_id, "code": codes.make(application, staff_id=worker.account_id)}
        given_why = given(application.resident, "here")
        visitor.sign_in(worker.account_id, helping_code=made, people_why=given_why)
        return {"public_id": application.public_id, **values}

    return arrange


def helped_case(visitor: Any) -> dict[str, str]:
    """An assessor at the case of somebody whom a colleague helped."""
    application = make_help(make_staff("library_worker", name="Hana Clarke"), sent=True)
    visitor.sign_in(make_staff().account_id)
    return {"public_id": application.public_id}


def was_helped(visitor: Any) -> None:
    """A resident whom staff helped and who signs in by now."""
    application = make_help(make_staff("library_worker"), sent=True)
    account = make_account()
    Resident.update(account=account.id).where(Resident.id == application.resident_id).execute()
    visitor.sign_in(account.id)
