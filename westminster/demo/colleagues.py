"""The made-up staff: somebody in each role, and somebody who has a work account and is not on the team.

Hana is a resident of the cast too, and Oliver can decide for her. `staff` makes them members.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

TENANT = "00000000-0000-4000-8000-0000000de300"  # what Entra ID calls the organisation


@dataclass(frozen=True)
class Colleague:
    name: str
    email: str
    roles: tuple[str, ...]

    @property
    def slug(self) -> str:
        return slug_of(self.email)

    @property
    def subject(self) -> str:
        """The `sub` of their work account; `object_id` is the same at every service of the organisation."""
        return f"work-{self.slug}"

    @property
    def object_id(self) -> str:
        return str(uuid5(UUID(TENANT), self.email))

    def claims(self, _: date) -> dict[str, dict[str, Any]]:
        """Standard claims by the scope that asks for them. Source: OpenID Connect Core 5.4."""
        return {"profile": {"name": self.name, "preferred_username": self.email}, "email": {"email": self.email}}


STAFF = (
    Colleague("Hana Clarke", "hana.clarke@example.com", ("adviser", "assessor")),
    Colleague("Oliver Grant", "oliver.grant@example.com", ("adviser", "assessor", "administrator")),
    Colleague("Ruth Adeyemi", "ruth.adeyemi@example.com", ("senior_assessor",)),
    Colleague("Tariq Malik", "tariq.malik@example.com", ("library_worker",)),
    Colleague("Elena Novak", "elena.novak@example.com", ("administrator",)),
    Colleague("Sunil Rao", "sunil.rao@example.com", ("auditor",)),
)
STRANGER = Colleague("Noor Haddad", "noor.haddad@example.com", ())
WITH_WORK_ACCOUNT = (*STAFF, STRANGER)


def slug_of(email: str) -> str:
    return email.partition("@")[0].replace(".", "-")


def find(slug: str) -> Colleague | None:
    return next((one for one in WITH_WORK_ACCOUNT if one.slug == slug), None)
