"""The way of staff through help, page by page, and help that is there already."""

from typing import Any

from tests.browsing import Client
from tests.factories import ANSWERS
from tests.page import Page
from westminster.applications import helped
from westminster.applications import service as applications
from westminster.applications.helped import Consent, Identity
from westminster.applications.models import Application
from westminster.residents.models import Resident

WHO = {
    "first_name": "Amina",
    "last_name": "Rahman",
    "born_on-day": "17",
    "born_on-month": "5",
    "born_on-year": "1984",
    "postcode": "NW8 8EU",
}


def come_to_identity(client: Client, channel: str = "in_person", **who: Any) -> Page:
    """As far as the question how they show who they are."""
    client.post_form("/staff/help", {"channel": channel})
    client.post_form("/staff/help/consent", {"said_yes": "y", "by": "self"})
    return client.post_form("/staff/help/who", WHO | who)


def begin(client: Client, way: str = "known", channel: str = "in_person", **who: Any) -> Application:
    """A draft, begun through the pages."""
    page = client.post_form(come_to_identity(client, channel, **who), {"way": way})
    if way == "known":
        client.post_form(page, {"how": "I have known them for two years."})
    if way == "paper":
        client.post_form(page, {"kind": "passport", "ending": "12ab"})
    return Application.select().order_by(Application.id.desc()).get()


def make_help(
    staff: Any, resident: Resident | None = None, *, sent: bool = False, way: str = "known", **answers: Any
) -> Application:
    """An application that `staff` helped with; all but how it is shown is answered, and that too where it was sent."""
    consent = Consent("in_person", "self", "", "Is that all right?")
    note = "I know them." if way == "known" else ""
    draft = helped.begin(resident, ANSWERS | answers, consent, Identity(way, note), staff_id=staff.account_id)
    if not sent:
        return draft
    draft = applications.show_by(draft, "in_person")
    return applications.submit(draft, actor=f"staff:{staff.account_id}")


def give_reason(client: Client, application: Application) -> None:
    """For an application that was sent, as staff must who have not just filled it in."""
    client.post_form(f"/staff/people/{application.resident.public_id}/why", {"why": "here"})
