from datetime import date
from typing import Any

import pytest

from westminster.core.words import N_
from westminster.wallets.rules import DOOR, KIND, SOFT, Face, on_one_line, without_symbols


def make_face(**parts: Any) -> Face:
    usual = {
        "serial": "s3r1al-of_the-card",
        "kind": KIND,
        "name": "Amina Rahman",
        "number": "WMN-7K3F-9Q2D-4XT",
        "spoken": "W M N, 7 K 3 F, 9 Q 2 D, 4 X T",
        "valid_from": date(2026, 11, 20),
        "valid_until": date(2027, 9, 30),
        "status": "active",
        "opens": (N_("Libraries"), N_("City Save")),
        "code": "HTTPS://CARD.EXAMPLE/V/" + "ABCDEFGH" * 24,
    }
    return Face(**(usual | parts))


@pytest.mark.parametrize(
    ("status", "void"),
    [
        ("active", False),
        ("not_started", False),
        ("suspended", True),
        ("stopped", True),
        ("replaced", True),
        ("expired", True),
    ],
)
def test_only_a_card_that_works_or_will_is_not_void(status: str, void: bool):
    face = make_face(status=status)
    assert face.void is void
    assert face.ground == (SOFT if void else DOOR)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Amina Rahman", "Amina Rahman"),
        ("  Line\nBreak\r\n\tTab ", "Line Break Tab"),
        ("\u202eevil\u202c", "evil"),
        ("Nul\x00l\x7f", "Null"),
        ("half \ud83d", "half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩🏽\u200d🎤", "👩🏽\u200d🎤"),
        ("", ""),
    ],
)
def test_a_name_is_one_line_that_reads_one_way(name: str, shown: str):
    assert on_one_line(name) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("Sam 👩🏽\u200d🎤 Okafor", "Sam Okafor"), ("O'Neill-Łuk", "O'Neill-Łuk"), ("😀", "")]
)
def test_paper_can_do_without_emoji(name: str, shown: str):
    assert without_symbols(name) == shown
