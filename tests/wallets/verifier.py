"""A pass judged by somebody who did not make it: the rules of Apple's documents, and openssl where it is there."""

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from PIL import Image

NEEDED = ("formatVersion", "passTypeIdentifier", "serialNumber", "teamIdentifier", "organizationName", "description")
SIZES = {"icon.png": (29, 29), "icon@2x.png": (58, 58), "icon@3x.png": (87, 87)}
GROUPS = ("headerFields", "primaryFields", "secondaryFields", "auxiliaryFields", "backFields")
COLOUR = re.compile(r"rgb\((\d{1,3}), (\d{1,3}), (\d{1,3})\)")
STRING = re.compile(r'"((?:[^"\\\n]|\\["\\n])*)" = "((?:[^"\\\n]|\\["\\n])*)";')


def opened(pkpass: bytes) -> dict[str, bytes]:
    """The files of a pass; zipfile checks their sums."""
    with zipfile.ZipFile(BytesIO(pkpass)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def verified(pkpass: bytes, root: Path) -> dict[str, Any]:
    """The pass.json of a pass that Wallet would take. Fails with what is wrong."""
    files = opened(pkpass)
    manifest = json.loads(files["manifest.json"])
    signed = {name: data for name, data in files.items() if name not in ("manifest.json", "signature")}
    assert manifest == {name: hashlib.sha1(data).hexdigest() for name, data in signed.items()}
    leaf = _signer(files["signature"])
    _check_signature(files, root)
    content: dict[str, Any] = json.loads(files["pass.json"])
    _check_content(content, leaf)
    _check_pictures(files)
    tables = [name for name in files if name.endswith(".lproj/pass.strings")]
    assert tables
    for name in tables:
        strings(files[name])
    return content


def strings(table: bytes) -> dict[str, str]:
    """A table of translations, every line of which must parse."""
    lines = [STRING.fullmatch(line) for line in table.decode().splitlines()]
    assert all(lines), table
    return {_plain(line[1]): _plain(line[2]) for line in lines if line}


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def _signer(signature: bytes) -> x509.Certificate:
    """The one certificate with a pass type in it; its issuer must be there too."""
    certificates = pkcs7.load_der_pkcs7_certificates(signature)
    (leaf,) = (one for one in certificates if one.subject.get_attributes_for_oid(NameOID.USER_ID))
    (intermediate,) = (one for one in certificates if one.subject == leaf.issuer)
    leaf.verify_directly_issued_by(intermediate)
    # id-signingTime, RFC 5652 section 11.3: Wallet refuses a signature without it.
    assert bytes.fromhex("06092a864886f70d010905") in signature
    return leaf


def _check_signature(files: dict[str, bytes], root: Path) -> None:
    """By openssl, against nothing but the root."""
    program = shutil.which("openssl")
    assert program, "the tests need openssl"
    folder = root.parent
    for name in ("signature", "manifest.json"):
        (folder / name).write_bytes(files[name])
    command = [program, "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "manifest.json"]
    done = subprocess.run(
        [*command, "-CAfile", root.name, "-out", "/dev/null"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def _check_content(content: dict[str, Any], leaf: x509.Certificate) -> None:
    assert not [name for name in NEEDED if not content.get(name)]
    assert content["formatVersion"] == 1
    (uid,) = leaf.subject.get_attributes_for_oid(NameOID.USER_ID)
    (unit,) = leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    assert (content["passTypeIdentifier"], content["teamIdentifier"]) == (uid.value, unit.value)
    assert datetime.fromisoformat(content["expirationDate"]).tzinfo
    for name in ("backgroundColor", "foregroundColor", "labelColor"):
        found = COLOUR.fullmatch(content[name])
        assert found
        assert max(map(int, found.groups())) < 256
    keys = [field["key"] for group in GROUPS for field in content["generic"][group]]
    assert len(keys) == len(set(keys))
    for code in content.get("barcodes", []):
        code["message"].encode(code["messageEncoding"])


def _check_pictures(files: dict[str, bytes]) -> None:
    for name, size in SIZES.items():
        assert Image.open(BytesIO(files[name])).size == size
    for times, name in enumerate(("logo.png", "logo@2x.png", "logo@3x.png"), 1):
        width, height = Image.open(BytesIO(files[name])).size
        assert height == 50 * times
        assert width <= 160 * times
