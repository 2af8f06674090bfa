"""Who somebody is, as GOV.UK One Login tells it: a token signed apart, addresses beside it, codes when it is not known.

The people are made up and so is what is proved of them: see `personas.Proving`.
"""

import time
from datetime import date, timedelta
from typing import Any

from .faults import IDENTITY
from .personas import Home, Persona, Proving
from .tokens import Signer

PROOFS = "/proofs"  # beneath the issuer of the sign-in: an issuer of its own
DOCUMENT = "/.well-known/did.json"
CORE = "https://vocab.account.gov.uk/v1/coreIdentityJWT"
ADDRESS = "https://vocab.account.gov.uk/v1/address"
RETURN_CODE = "https://vocab.account.gov.uk/v1/returnCode"
LEVEL = "P2"
SECONDS = 1800
_CONTROLLER = "did:web:127.0.0.1:identity"
_MOVED_DAYS = 30


class Prover:
    """Signs with a key of its own, which its document tells; `issuer` is not that of the sign-in."""

    def __init__(self, issuer: str, client_id: str) -> None:
        self.issuer, self.client_id = issuer + PROOFS, client_id
        self.signer = Signer(f"{_CONTROLLER}#")

    @staticmethod
    def is_asked(vector: str) -> bool:
        return LEVEL in vector.split(".")

    def document(self) -> dict[str, Any]:
        """Source: W3C Decentralized Identifiers 1.0."""
        methods = [
            {"type": "JsonWebKey", "id": key["kid"], "controller": _CONTROLLER, "publicKeyJwk": key}
            for key in self.signer.public_keys()["keys"]
        ]
        return {"@context": "https://www.w3.org/ns/did/v1", "id": _CONTROLLER, "assertionMethod": methods}

    def claims(self, persona: Persona, asked: frozenset[str], today: date, fault: str | None) -> dict[str, Any]:
        """The claims that were asked for, as far as this person has them."""
        told: dict[str, Any] = {}
        if persona.proving is Proving.PROVEN:
            told[CORE] = self._token(persona, today, (fault or "").removeprefix("identity_"))
            told[ADDRESS] = _addresses(persona, today)
        if persona.proving is Proving.RETURN_CODE:
            told[RETURN_CODE] = [{"code": "A"}, {"code": "N"}]
        return {name: value for name, value in told.items() if name in asked and value}

    def _token(self, persona: Persona, today: date, fault: str) -> Any:
        if fault == "junk":
            return "not a token"
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": persona.subject,
            "aud": self.client_id,
            "iat": moment,
            "nbf": moment,
            "exp": moment + SECONDS,
            "vot": LEVEL,
            "vc": {
                "type": ["VerifiableCredential", "IdentityCheckCredential"],
                "credentialSubject": {
                    "name": _names(persona, today),
                    "birthDate": [{"value": persona.birth_date(today).isoformat()}],
                },
            },
        }
        return self.signer.sign(IDENTITY.get(fault, lambda same: same)(claims), fault)


def _names(persona: Persona, today: date) -> list[dict[str, Any]]:
    """The name now first; the one before it, for who had another."""
    given = [{"type": "GivenName", "value": name} for name in persona.given.split()]
    now: dict[str, Any] = {"nameParts": [*given, {"type": "FamilyName", "value": persona.family}]}
    if persona.family_before is None:
        return [now]
    changed_on = (today - timedelta(days=_MOVED_DAYS)).isoformat()
    before = {"nameParts": [*given, {"type": "FamilyName", "value": persona.family_before}], "validUntil": changed_on}
    return [{**now, "validFrom": changed_on}, before]


def _addresses(persona: Persona, today: date) -> list[dict[str, Any]]:
    moved_on = (today - timedelta(days=_MOVED_DAYS)).isoformat()
    if persona.moved_to and persona.home:
        return [
            {**_address(persona.moved_to), "validFrom": moved_on},
            {**_address(persona.home), "validUntil": moved_on},
        ]
    return [{**_address(persona.home), "validFrom": "2019-01-01"}] if persona.home else []


def _address(home: Home) -> dict[str, str | int]:
    """In capitals, as the Postcode Address File has it. The UPRN is made up and a number at one place of two."""
    *street, town = (line.upper() for line in home.lines)
    names = dict(zip(("buildingName", "subBuildingName"), reversed(street), strict=False))
    uprn = 10_000_000_000 + sum(map(ord, home.postcode + street[0])) * 7
    told = {**names, "addressLocality": town, "postalCode": home.postcode, "addressCountry": "GB"}
    return {**told, "uprn": uprn if uprn % 2 else str(uprn)}
