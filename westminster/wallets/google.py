"""The pass for Google Wallet, built from the card model: class, object, and the link that saves it."""

from datetime import datetime, time
from typing import Any

from ..core.clock import LONDON
from ..core.words import N_, Words, translate
from ..gateways.google_wallet import Account
from .languages import others
from .rules import PHONE, Face

SAVE_URL = "https://pay.google.com/gp/v/save"
TITLE = "MyWestminster"
NUMBER = N_("Card number")
STOP = N_("Lost it? Stop it on your card page")
CALL = N_("Lost it? Call us")


def card_class(issuer: str) -> dict[str, Any]:
    """What all cards share. A second person can save no copy of the same card."""
    return {"id": f"{issuer}.card", "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ALL_DEVICES"}


def object_id(issuer: str, serial: str) -> str:
    return f"{issuer}.{serial}"


def card_object(face: Face, issuer: str, base_url: str) -> dict[str, Any]:
    """The card as Google keeps it. Google fetches the picture itself, so it is there on https only."""
    made: dict[str, Any] = {
        "id": object_id(issuer, face.serial),
        "classId": f"{issuer}.card",
        "state": "INACTIVE" if face.void else "ACTIVE",
        "cardTitle": _text(TITLE),
        "header": _text(face.name),
        "subheader": _marked(face.kind),
        "hexBackgroundColor": face.ground,
        "barcode": {"type": "QR_CODE", "value": face.code, "alternateText": face.number},
        "validTimeInterval": _interval(face),
        "textModulesData": [{"id": "number", "localizedHeader": _marked(NUMBER), "body": face.number}],
        "linksModuleData": {"uris": _links(base_url)},
    }
    if base_url.startswith("https://"):
        made["logo"] = {"sourceUri": {"uri": f"{base_url}/wallet/mark.png"}, "contentDescription": _text(TITLE)}
    return made


def save_link(account: Account, object_id: str, at: datetime, *, origin: str, save_url: str) -> str:
    """The address that saves an object which Google has already: its id alone keeps the link short.

    Browsers cut links of more than 1,800 characters.
    """
    claims = {
        "aud": "google",
        "typ": "savetowallet",
        "iat": int(at.timestamp()),
        "origins": [origin],
        "payload": {"genericObjects": [{"id": object_id}]},
    }
    return f"{save_url}/{account.sign(claims)}"


def _text(value: str) -> dict[str, Any]:
    return {"defaultValue": {"language": "en", "value": value}}


def _marked(words: Words) -> dict[str, Any]:
    """A text in every language there is."""
    more = [{"language": language, "value": translate(words, language)} for language in others()]
    return _text(words.text) | ({"translatedValues": more} if more else {})


def _links(base_url: str) -> list[dict[str, Any]]:
    phone = PHONE.replace(" ", "").replace("0", "tel:+44", 1)
    return [
        {"id": "stop", "uri": f"{base_url}/card", "localizedDescription": _marked(STOP)},
        {"id": "call", "uri": phone, "localizedDescription": _marked(CALL)},
    ]


def _interval(face: Face) -> dict[str, Any]:
    start = datetime.combine(face.valid_from, time(), LONDON)
    end = datetime.combine(face.valid_until, time(23, 59, 59), LONDON)
    return {"start": {"date": start.isoformat()}, "end": {"date": end.isoformat()}}
