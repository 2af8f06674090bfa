"""What we know already, as answers: told to us once (kept), or said by the sign-in provider (to be looked at)."""

from datetime import date

from ..accounts.models import Account
from ..accounts.service import identity_of
from ..cards.rules import RENEW_FROM
from ..places.rules import parse_postcode
from ..proofs.service import held_by
from ..residents.models import Resident
from .choices import ACCESS_NEEDS, BASES
from .mobiles import uk_mobile
from .rules import HELD, Answers, proof_for


def kept(resident: Resident, today: date) -> Answers:
    """The answers of somebody who told us before, and what their proofs say; empty for a newcomer."""
    answers = told(resident)
    return answers | _proved(resident, answers, today) if answers else {}


def told(resident: Resident) -> Answers:
    """What they told us of themselves."""
    if not resident.surname or resident.born_on is None:
        return {}
    lines = [*resident.address, "", "", ""]
    return {
        "first_name": resident.full_name.removesuffix(resident.surname).strip(),
        "last_name": resident.surname,
        "born_on": resident.born_on.isoformat(),
        "safe_to_write": resident.safe_to_write,
        "channel": resident.channel,
        "email": resident.email,
        "mobile": resident.mobile,
        "language": resident.language,
        "access_needs": [need for need in resident.access_needs if need in ACCESS_NEEDS],
        "access_other": ", ".join(need for need in resident.access_needs if need not in ACCESS_NEEDS),
        "postcode": resident.postcode,
        "line_1": lines[0],
        "line_2": lines[1] if lines[2] else "",
        "town": lines[2] or lines[1],
    }


def _proved(resident: Resident, answers: Answers, today: date) -> Answers:
    """A proof that runs out soon shows nothing for long: it is to be shown again."""
    proof = next((proof for proof in held_by(resident.id, today) if proof.fact in BASES), None)
    if proof is None:
        return {}
    basis = proof.fact
    if proof.until_on and proof.until_on - today <= RENEW_FROM:
        return {"basis": basis}
    answers = answers | {"basis": basis}
    return {"basis": basis, "proof_way": HELD, "proof_for": proof_for(answers)}


def suggested(account: Account | None) -> Answers:
    """What the sign-in provider says, to fill in pages that the person then sends: it proves nothing."""
    if account is None:
        return {}
    address = account.address or {}
    lines = (address.get("street_address") or "").splitlines()
    answers: Answers = {
        "first_name": account.given_name,
        "last_name": account.family_name or (None if account.given_name else account.name),
        "born_on": account.birth_date.isoformat() if account.birth_date else None,
        "channel": "email" if account.email else None,
        "email": account.email,
        "mobile": uk_mobile(account.phone or ""),
        "postcode": parse_postcode(address.get("postal_code") or ""),
        "line_1": lines[0] if lines else None,
        "line_2": ", ".join(lines[1:]) or None,
        "town": address.get("locality"),
    }
    return _told(answers) | _told(_proven(account.id))


def _proven(account_id: int) -> Answers:
    """What the provider proved when it was asked; empty where it was not, or did not."""
    identity = identity_of(account_id)
    if identity is None or identity.born_on is None:
        return {}
    address = identity.address or {}
    first, *others = address.get("lines") or [""]
    return {
        "first_name": identity.given_names,
        "last_name": identity.family_name or identity.name,
        "born_on": identity.born_on.isoformat(),
        "postcode": parse_postcode(address.get("postcode", "")),
        "line_1": first,
        "line_2": ", ".join(others),
        "town": address.get("town"),
    }


def _told(answers: Answers) -> Answers:
    return {key: value for key, value in answers.items() if value}
