"""What somebody with a work account, or a link for one, does at a browser."""

import json
from urllib.parse import urlsplit

from tests.accounts.conftest import at_provider
from tests.accounts.realms import STAFF
from tests.accounts.staff import lines
from tests.browsing import Client
from tests.page import filled
from westminster.accounts import staff_team
from westminster.accounts.models import Session, StaffMember


def link_of(member: StaffMember) -> str:
    return urlsplit(staff_team.link_address(staff_team.new_link(member.account_id, actor="system"))).path


def newcomer(email: str = "sam@example.com") -> tuple[StaffMember, str]:
    """Somebody invited, and the path of their link."""
    _, token = staff_team.invite(email, "Sam Okoro", ["adviser"], actor="system")
    return StaffMember.get(StaffMember.email == email), urlsplit(staff_team.link_address(token)).path


def there(client: Client, link: str, persona: str = STAFF.persona) -> str:
    """Press "Use your work account"; the address of ours that the provider sends the browser back to."""
    page = client.get_page(link)
    (form,) = [form for form in page.forms() if form.get("action") == STAFF.start]
    return at_provider(client.post(STAFF.start, data=dict(filled(form))), persona)


def refused(client: Client, back: str, reason: str, status: int = 403):
    page = client.get_page(back, status=status)
    assert Session.select().where(Session.account.is_null(False)).count() == 0
    (line,) = lines("account.refused")
    assert line == ("anonymous", "realm:staff", json.dumps({"reason": reason}))
    return page


def who(client: Client) -> int | None:
    with client.session_transaction() as kept:
        return kept.account_id
