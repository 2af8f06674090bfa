"""Passes and save links a second on one core, beside what RSA-2048 signing allows in the same minute.

`python -m bench.wallets`. Rows 3 and 4 of docs/performance.md.
"""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from westminster.core.clock import now
from westminster.core.words import N_
from westminster.demo import certificates
from westminster.gateways.google_wallet import account
from westminster.wallets import google, signing
from westminster.wallets.apple import PassMaker
from westminster.wallets.rules import KIND, Face

ROUNDS, SECONDS = 5, 1.0
FACE = Face(
    serial="s3r1al-of_the-card",
    kind=KIND,
    name="Amina Rahman",
    number="WMN-7K3F-9Q2D-4XT",
    spoken="W M N, 7 K 3 F, 9 Q 2 D, 4 X T",
    valid_from=date(2026, 11, 20),
    valid_until=date(2027, 11, 19),
    status="active",
    opens=(N_("Libraries"), N_("City Save")),
    code="HTTPS://CARD.EXAMPLE/V/" + "ABCDEFGH" * 24,
)


def measure() -> dict[str, float]:
    """Per CPU second: RSA-2048 signatures (the limit), signed passes, save links. Taken in turn, medians."""
    with tempfile.TemporaryDirectory() as folder:
        keys = certificates.ensure(Path(folder))
        signer = signing.load({name.removeprefix("APPLE_"): keys[name] for name in keys if name.startswith("APPLE_")})
        assert signer
        maker, ours = PassMaker(signer, "https://card.example"), account(keys["GOOGLE_WALLET_KEY"])
    id_ = google.object_id(certificates.GOOGLE_ISSUER, FACE.serial)
    kinds: dict[str, Callable[[], float]] = {
        "limit": _openssl if shutil.which("openssl") else lambda: _rate(lambda: _signed(signer)),
        "passes": lambda: _rate(lambda: maker.make(FACE)),
        "links": lambda: _rate(
            lambda: google.save_link(ours, id_, now(), origin="https://card.example", save_url=google.SAVE_URL)
        ),
    }
    taken = [{name: take() for name, take in kinds.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(one[name] for one in taken) for name in kinds}


def _rate(verb: Callable[[], object]) -> float:
    """How often `verb` can be done in a second of this process's own time."""
    verb()
    done, start = 0, time.process_time()
    while (spent := time.process_time() - start) < SECONDS:
        for _ in range(50):
            verb()
        done += 50
    return done / spent


def _signed(signer: signing.Signer) -> bytes:
    return signer.key.sign(b"", PKCS1v15(), hashes.SHA256())


def _openssl() -> float:
    """Signatures a second of CPU, as `openssl speed` counts them."""
    command = ["openssl", "speed", "-seconds", "1", "rsa2048"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(said.splitlines()[-1].split()[-2])


def main() -> None:
    found = measure()
    print(f"{'RSA-2048 signatures':28} {found['limit']:7,.0f} a second and core")
    for name, words in (("passes", "Apple passes, signed"), ("links", "Google save links")):
        print(f"{words:28} {found[name]:7,.0f} {found[name] / found['limit']:.0%} of the limit")


if __name__ == "__main__":
    main()
