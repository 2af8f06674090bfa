"""What somebody on the team does at the keyboard and on their phone."""

from passlib.totp import TOTP

from tests.browsing import Client
from tests.factories import PASSWORD, TOTP_SECRET
from tests.page import Page
from westminster.accounts.models import StaffMember
from westminster.audit.models import AuditEntry
from westminster.core.clock import now


def code(secret: str = TOTP_SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return TOTP(key=secret).generate(time=now().timestamp() + 30 * steps).token


def give_password(client: Client, email: str, password: str = PASSWORD, *, status: int | None = None) -> Page:
    return client.post_form("/staff/sign-in", {"email": email, "password": password}, status=status)


def sign_in(client: Client, member: StaffMember) -> str:
    """By password and code; where the browser is sent then."""
    page = give_password(client, member.email)
    return arrives(client, page, code())


def arrives(client: Client, page: Page, typed: str) -> str:
    """Where the browser is sent for a code typed into `page`: the page there may be of another feature."""
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    answer = client.post(page.url, data={"csrf_token": token, "code": typed})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def lines(act: str) -> list[tuple[str, str, str]]:
    """(actor, subject, detail) of each line of the audit trail, oldest first."""
    found = AuditEntry.select().where(AuditEntry.act == act).order_by(AuditEntry.id)
    return [(line.actor, line.subject, line.detail) for line in found]
