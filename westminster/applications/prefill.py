"""What we know already, as answers: told to us once (kept), or said by the sign-in provider (to be looked at)."""

from datetime import date

from ..accounts.models import Account
from ..places.rules import parse_postcode
from ..proofs.rules import FACTS
from ..proofs.service import held_by
from ..residents.models import Resident
from .choices import ACCESS_NEEDS
from .mobiles import uk_mobile
from .rules import HELD, Answers, proof_for


def kept(resident: Resident, today: date) -> Answers:
    """The answers of somebody who told us before, and what their proofs say; empty for a newcomer."""
    if not resident.surname or resident.born_on is None:
        return {}
    lines = [*resident.address, "", "", ""]
    answers: Answers = {
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
    return answers | _proved(resident, answers, today)


def _proved(resident: Resident, answers: Answers, today: date) -> Answers:
    basis = next((proof.fact for proof in held_by(resident.id, today) if proof.fact in FACTS), None)
    if basis is None:
        return {}
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
    return {key: value for key, value in answers.items() if value}
