"""Who you can be in the demo: what a made-up person is, and how to find one. The people are in `cast`."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from ..core.words import N_, Words


class Outcome(Enum):
    """What happens when this person applies, or has happened already."""

    AT_ONCE = N_("The Council Tax account matches, so the card is approved at once.")
    BY_A_PERSON = N_("There is no match, so a person looks at a letter or bill.")
    HAS_CARD = N_("The card is there to show, stop or replace.")
    HAS_OLD_CARD = N_(
        "The card is out of date. Who proves online where they live has another name now, so a person looks."
    )
    CARD_ENDS_SOON = N_(
        "The card ends soon. To renew it, prove online where you live: that is elsewhere now, so a person looks."
    )
    HAS_NEW_CARD = N_("The new one works and the old one does not.")
    CARD_ON_HOLD = N_("It is on hold until somebody at a library has asked about it.")
    DUPLICATE = N_("Somebody with the same name, birth date and postcode has a card, so a person looks.")
    NOT_FOR_THEM = N_("Does not live, work or study here, so there is no card for them yet.")


class Proving(Enum):
    """What comes of asking the provider who this person is."""

    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    RETURN_CODE = "not proven, with a code that says why to staff"


@dataclass(frozen=True)
class Home:
    """`lines` end with the town. `account` is the Council Tax account that the person would give."""

    lines: tuple[str, ...]
    postcode: str
    account: str | None = None


@dataclass(frozen=True)
class Persona:
    """One made-up person. `born` is a birth date, or an age in whole months where the age is what matters.

    `moved_to` and `family_before` are where they live and what they were called, for who has changed it.
    """

    slug: str
    given: str
    family: str
    born: date | int
    about: Words
    outcome: Outcome
    email: str | None = None
    phone: str | None = None
    language: str = "en"
    home: Home | None = None
    proving: Proving = Proving.PROVEN
    moved_to: Home | None = None
    family_before: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def subject(self) -> str:
        """The `sub` of the demo provider, the same at every start."""
        return f"demo-{self.slug}"

    def birth_date(self, today: date) -> date:
        """For an age in months: the first of the month that many months ago."""
        if isinstance(self.born, date):
            return self.born
        year, month = divmod(today.year * 12 + today.month - 1 - self.born, 12)
        return date(year, month + 1, 1)

    def claims(self, today: date) -> dict[str, dict[str, Any]]:
        """Standard claims by the scope that asks for them; nothing for what the person does not have.

        Source: OpenID Connect Core 5.1 and 5.4.
        """
        born_on = self.birth_date(today).isoformat()
        profile = {"name": self.name, "given_name": self.given, "family_name": self.family}
        return {
            "profile": _told({**profile, "birthdate": born_on, "locale": self.language}),
            "email": {"email": self.email, "email_verified": True} if self.email else {},
            "phone": {"phone_number": _e164(self.phone), "phone_number_verified": True} if self.phone else {},
            "address": {"address": _address(self.home)} if self.home else {},
        }


def _address(home: Home) -> dict[str, str]:
    *street, town = home.lines
    return {"street_address": "\n".join(street), "locality": town, "postal_code": home.postcode, "country": "GB"}


def _told(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if value}


def _e164(number: str) -> str:
    return "+44" + number.replace(" ", "")[1:]
