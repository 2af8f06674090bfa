import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from westminster.accounts.rules import (
    NOT_SIGNED_IN,
    ON_SHARED_COMPUTER,
    SIGNED_IN,
    WARNS_AFTER,
    expires_at,
    limits,
    own_path,
    snapshot,
    warns_after,
)

HERE = "https://card.example"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "path", ["/", "/card", "/apply/address?again=1", "/check?q=caf%C3%A9", "/a/b.c~d-e_f", "/x?u=//y"]
)
def test_a_path_of_ours_is_kept(path):
    assert own_path(path, HERE) == path


@pytest.mark.parametrize(
    "target",
    [
        None,
        5,
        ["/card"],
        "",
        "card",
        "https://card.example/card",
        "https://evil.example",
        "javascript:alert(1)",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/.//evil.example",
        "/a/..//evil.example",
        "//card.example/card",
        "/card\x00",
        "/card\x7f",
        "/caf\u00e9",
        "/\u2028/evil.example",
        "/" + "a" * 2000,
    ],
)
def test_what_leads_away_or_cannot_be_sent_is_dropped(target):
    assert own_path(target, HERE) is None


@pytest.mark.parametrize(
    ("realm", "shared_computer", "allowed"),
    [
        (None, False, NOT_SIGNED_IN),
        (None, True, NOT_SIGNED_IN),
        ("resident", False, SIGNED_IN["resident"]),
        ("resident", True, ON_SHARED_COMPUTER),
        ("staff", False, SIGNED_IN["staff"]),
        ("staff", True, ON_SHARED_COMPUTER),
    ],
)
def test_limits_by_who_and_where(realm, shared_computer, allowed):
    assert limits(realm, shared_computer=shared_computer) == allowed


def test_a_shared_computer_is_left_soonest():
    for allowed in SIGNED_IN.values():
        assert ON_SHARED_COMPUTER.idle < allowed.idle
        assert ON_SHARED_COMPUTER.absolute < allowed.absolute


@pytest.mark.parametrize(
    ("hours_left", "minutes"),
    [(10, 60), (1, 60), (0.5, 30), (0, 0)],
)
def test_a_session_never_outlives_its_end(hours_left, minutes):
    assert expires_at(NOON, NOON + timedelta(hours=hours_left), SIGNED_IN["resident"]) == NOON + timedelta(
        minutes=minutes
    )


def test_standard_claims_fill_the_account():
    assert snapshot(
        {
            "sub": "x",
            "name": "Amina Rahman",
            "given_name": "Amina",
            "family_name": "Rahman",
            "email": "amina@example.com",
            "email_verified": True,
            "phone_number": "+447700900101",
            "birthdate": "1992-02-11",
            "address": {"street_address": "14 Lamplighter House\nLondon", "postal_code": "NW8 9AY", "unknown": "x"},
        }
    ) == {
        "name": "Amina Rahman",
        "given_name": "Amina",
        "family_name": "Rahman",
        "email": "amina@example.com",
        "phone": "+447700900101",
        "birth_date": date(1992, 2, 11),
        "address": {"street_address": "14 Lamplighter House\nLondon", "postal_code": "NW8 9AY"},
    }


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"name": None, "address": None, "birthdate": None},
        {"name": 5, "given_name": ["A"], "family_name": {"a": 1}, "email": True, "phone_number": 7.5},
        {"name": "", "given_name": "   ", "email": "\x00\x01", "phone_number": "\ud800"},
        {"email": "amina@example.com", "email_verified": False},
        {"birthdate": "1992"},
        {"birthdate": "0000-02-11"},
        {"birthdate": "1992-02-30"},
        {"birthdate": "19920211"},
        {"birthdate": 19920211},
        {"address": "12 Lisson Street"},
        {"address": {}},
        {"address": {"street_address": 5, "locality": None}},
    ],
)
def test_what_is_absent_or_odd_fills_nothing(claims):
    assert set(snapshot(claims).values()) == {None}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Ami\x00na", "Amina"),
        ("  Amina ", "Amina"),
        ("Zo\u00eb", "Zo\u00eb"),
        ("\u0623\u0645\u064a\u0646\u0629", "\u0623\u0645\u064a\u0646\u0629"),
        ("A\ud800B", "AB"),
        ("x" * 300, "x" * 250),
    ],
)
def test_names_keep_every_letter_and_lose_what_breaks(told, kept):
    assert snapshot({"name": told})["name"] == kept


@pytest.mark.parametrize("allowed", [*SIGNED_IN.values(), ON_SHARED_COMPUTER])
@pytest.mark.parametrize("told_late", [0, 59])
def test_the_warning_without_script_comes_two_or_three_minutes_before_the_end(allowed, told_late):
    seconds = int(allowed.idle.total_seconds()) - told_late
    assert 120 <= seconds - warns_after(seconds) * 60 <= 180


@pytest.mark.parametrize(("seconds", "minutes"), [(3540, 57), (3539, 27), (840, 12), (839, 0), (0, 0), (-5, 0)])
def test_where_less_is_left_the_warning_comes_earlier(seconds, minutes):
    assert warns_after(seconds) == minutes


def test_the_style_sheet_waits_as_long():
    css = (Path(__file__).parents[2] / "static/src/parts.css").read_text()
    delays = re.findall(r"\.mw-soon--(\d+) \{\s+animation-delay: (\d+)s;", css)
    assert {int(minutes): int(seconds) for minutes, seconds in delays} == {m: m * 60 for m in WARNS_AFTER if m}
