"""The pass for Apple Wallet, built from the card model: pass.json, pictures, texts, manifest, signature."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from ..core.clock import LONDON
from ..core.words import N_, translate
from .languages import others
from .rules import BRASS, KIND, PHONE, WHITE, Face
from .signing import Signer
from .zipped import Archive

MIME_TYPE = "application/vnd.apple.pkpass"
PICTURES = Path(__file__).resolve().parents[2] / "static" / "pass"
NAME = "MyWestminster"
_json = json.JSONEncoder(separators=(",", ":")).encode
# English is the key as well as the text: a telephone in a language we do not have shows it as it is.
DESCRIPTION = N_("MyWestminster card")
TEXTS = {
    "holder": N_("Name"),
    "number": N_("Card number"),
    "until": N_("Good until"),
    "page": N_("What it opens today"),
    "stop": N_("Lost it? Stop it at once"),
    "stop_text": N_("Stop it on your card page, or call us. Every copy stops with it, on every phone and on paper."),
    "phone": N_("Telephone"),
    "found": N_("Found it?"),
    "found_text": N_("Hand it in at any library."),
    "code": N_("What the code holds"),
    "code_text": N_("A number for this card. No name, no birthday, no address."),
}


class PassMaker:
    """Makes passes for one signer; what is the same on each is packed and hashed once."""

    def __init__(self, signer: Signer, base_url: str) -> None:
        self.signer = signer
        fixed = _pictures() | _tables()
        self._archive = Archive(fixed)
        self._manifest = _json({name: _sha1(data) for name, data in fixed.items()})[:-1] + ',"pass.json":"'
        self._begin = _json(_same_on_each(signer))[:-1]
        self._end = f',"backFields":{_json(_back(base_url))}}}}}'

    def make(self, face: Face) -> bytes:
        """The signed .pkpass. Only the signature, which has its time in it, differs from one call to the next."""
        front = _json(_front(face))[:-1]
        content = f'{self._begin},{_json(_own(face))[1:-1]},"generic":{front}{self._end}'.encode()
        manifest = f'{self._manifest}{_sha1(content)}"}}'.encode()
        signature = self.signer.sign(manifest)
        return self._archive.with_files({"pass.json": content, "manifest.json": manifest, "signature": signature})


def _same_on_each(signer: Signer) -> dict[str, object]:
    return {
        "formatVersion": 1,
        "passTypeIdentifier": signer.pass_type,
        "teamIdentifier": signer.team,
        "organizationName": NAME,
        "description": DESCRIPTION.text,
        "logoText": NAME,
        "foregroundColor": _rgb(WHITE),
        "labelColor": _rgb(BRASS),
        "sharingProhibited": True,
    }


def _back(base_url: str) -> list[dict[str, object]]:
    return [
        _field("stop", TEXTS["stop_text"].text),
        _field("phone", PHONE),
        _field("page", f"{base_url}/card"),
        _field("found", TEXTS["found_text"].text),
        _field("code", TEXTS["code_text"].text),
    ]


def _own(face: Face) -> dict[str, object]:
    """What differs from card to card. A card that does not work has no code."""
    own = {
        "serialNumber": face.serial,
        "backgroundColor": _rgb(face.ground),
        "expirationDate": _iso_end(face),
        "voided": face.void,
    }
    return own if face.void else own | {"barcodes": [_qr(face)]}


def _front(face: Face) -> dict[str, object]:
    until = _field("until", _iso_end(face), dateStyle="PKDateStyleMedium", ignoresTimeZone=True)
    return {
        "headerFields": [{"key": "kind", "value": face.kind.text}],
        "primaryFields": [_field("holder", face.name)],
        "secondaryFields": [_field("number", face.number)],
        "auxiliaryFields": [until],
    }


def _qr(face: Face) -> dict[str, str]:
    kind = "PKBarcodeFormatQR"
    return {"format": kind, "message": face.code, "messageEncoding": "iso-8859-1", "altText": face.number}


def _iso_end(face: Face) -> str:
    """The last second of the last day, with Westminster's zone: without one, Wallet would take the traveller's."""
    return datetime.combine(face.valid_until, time(23, 59, 59), LONDON).isoformat()


def _field(key: str, value: str, **style: object) -> dict[str, object]:
    return {"key": key, "label": TEXTS[key].text, "value": value, **style}


def _rgb(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"


def _sha1(data: bytes) -> str:
    """Apple's manifest is SHA-1; the signature over it is SHA-256."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _pictures() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted([*PICTURES.glob("icon*.png"), *PICTURES.glob("logo*.png")])}


def _tables() -> dict[str, bytes]:
    """The texts in each language, English too."""
    texts = (DESCRIPTION, KIND, *TEXTS.values())
    return {
        f"{language}.lproj/pass.strings": strings({text.text: translate(text, language) for text in texts})
        for language in ("en", *others())
    }


def strings(table: Mapping[str, str]) -> bytes:
    """A table of translations as Wallet reads it."""
    return "".join(f"{_quoted(key)} = {_quoted(text)};\n" for key, text in table.items()).encode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
