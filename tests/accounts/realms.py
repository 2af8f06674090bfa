"""Residents and staff sign in by the same strict client: what is refused to one is refused to the other."""

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.accounts.conftest import at_provider
from tests.demo.running import Running
from tests.factories import make_staff
from westminster.accounts import work_accounts
from westminster.accounts.models import StaffMember
from westminster.demo import colleagues
from westminster.demo.surroundings import WORK_ISSUER


@dataclass(frozen=True)
class Realm:
    """`persona` and `other` are people of its provider, `after` where they arrive, `again` what a refusal leads to."""

    name: str
    provider_name: str
    client_id: str
    persona: str
    other: str
    subject: str
    after: str
    again: tuple[str, str]
    sign_out: str

    @property
    def start(self) -> str:
        return f"/auth/{self.name}/start"

    @property
    def callback(self) -> str:
        return f"/auth/{self.name}/callback"

    def provider(self, outside: Running) -> Any:
        return getattr(outside.stand_ins, self.provider_name)

    def back(self, client: Any, persona: str | None = None) -> str:
        """There; the address of ours that the provider sends the browser back to."""
        return at_provider(client.get(self.start), persona or self.persona)

    def sign_in(self, client: Any, persona: str | None = None) -> TestResponse:
        """There and back."""
        answer: TestResponse = client.get(self.back(client, persona))
        return answer


RESIDENT = Realm(
    name="resident",
    provider_name="provider",
    client_id="mywestminster",
    persona="amina-rahman",
    other="derek-okafor-lane",
    subject="demo-amina-rahman",
    after="/card",
    again=("Try again", "/auth/resident/start"),
    sign_out="/auth/sign-out",
)
STAFF = Realm(
    name="staff",
    provider_name="work_provider",
    client_id="mywestminster-staff",
    persona="hana-clarke",
    other="oliver-grant",
    subject="work-hana-clarke",
    after="/staff",
    again=("Go to sign-in", "/staff/sign-in"),
    sign_out="/staff/sign-out",
)


def bound(persona: str = STAFF.persona, **columns: Any) -> StaffMember:
    """A member of the team who signs in with the work account of `persona` and in no other way."""
    nothing = dict.fromkeys(("password_hash", "totp_secret", "set_up_at"))
    member = make_staff(**(nothing | columns))
    somebody = colleagues.find(persona)
    assert somebody is not None
    work_accounts.keep(member.account_id, WORK_ISSUER, somebody.object_id)
    return member
