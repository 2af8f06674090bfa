"""Rows that the tables take, three of each, and changes to them that they must refuse. Must match migrations/."""

from collections.abc import Callable, Mapping
from typing import Any

AT, LATER, DAY = "2026-11-20T10:00:00+00:00", "2026-11-20T11:00:00+00:00", "2026-11-20"
Row = Mapping[str, Any]

# In the order in which they need each other, numbered from 1.
ROWS: dict[str, Callable[[int], Row]] = {
    "outbox": lambda n: {"id": n, "subscriber": "s", "payload": "{}"},
    "heartbeat": lambda n: {"name": f"{n}", "seen_at": AT},
    "rate_limit": lambda n: {"key": f"{n}", "window_ends": 1.5, "hits": 1},
    "audit_entry": lambda n: {
        "at": AT, "act": "a", "actor": "a", "subject": "", "detail": "{}", "previous": f"{n}", "hash": f"{n}" * 64,
    },
    "account": lambda n: {
        "id": n, "realm": "resident", "issuer": "i", "subject": f"{n}", "created_at": AT, "signed_in_at": AT,
    },
    "email_login": lambda n: {"email": f"amina{n}@example.com", "account_id": n},
    "joined_account": lambda n: {"account_id": n, "into_id": 3 if n == 3 else 1, "joined_at": AT},
    "session": lambda n: {
        "key": f"{n}" * 64, "account_id": n, "data": b"d", "shared_computer": False,
        "created_at": AT, "seen_at": AT, "expires_at": AT, "ends_at": AT, "device": "Firefox/Linux", "proved_at": AT,
        "renew": False,
    },
    "staff_member": lambda n: {
        "account_id": n, "name": "Sam", "email": f"sam{n}@example.com", "password_hash": "$argon2id$x",
        "totp_secret": "s", "totp_step": 0, "set_up_at": AT,
    },
    "work_account": lambda n: {"account_id": n, "issuer": "i", "subject": f"{n}", "bound_at": AT},
    "staff_role": lambda n: {"account_id": n, "role": "adviser"},
    "staff_recovery_code": lambda n: {"account_id": n, "digest": f"{n}" * 64},
    "two_person_act": lambda n: {
        "id": n, "public_id": f"{n}", "act": "a", "subject": f"{n}", "detail": "{}", "asked_by_id": n, "asked_at": AT,
    },
    "message": lambda n: {
        "id": n, "reference": f"{n}", "about": "a", "channel": "email", "address": "a", "language": "en",
        "subject": "s", "body": "b", "secret": False, "status": "queued", "created_at": AT,
    },
    "security_code": lambda n: {"key": f"{n}", "digest": "d" * 64, "expires_at": AT, "tries": 0},
    "postcode": lambda n: {"postcode": f"N{n} 1AA", "council_code": "E09000007", "council": "Camden"},
    "resident": lambda n: {
        "id": n, "public_id": f"{n}", "account_id": n, "full_name": "A", "surname": "A", "address": "[]",
        "postcode": "", "safe_to_write": True, "email": "", "mobile": "", "channel": "email", "language": "en",
        "access_needs": "[]", "created_at": AT,
    },
    "proof": lambda n: {
        "id": n, "resident_id": n, "fact": "f", "source": "s", "method": "m", "detail": "{}", "from_on": DAY,
        "recorded_at": AT,
    },
    "service_reach": lambda n: {"service": f"{n}", "started_on": DAY},
    "service_told": lambda n: {"service": f"{n}", "resident_id": n, "told_at": AT},
    "council_tax_check": lambda n: {
        "id": n, "resident_id": n, "account_hash": "a" * 64, "account_ending": "123", "household_hash": "h" * 64,
        "result": "asked", "asked_at": AT,
    },
    "council_tax_extract": lambda n: {
        "id": n, "extracted_on": DAY, "households": 1, "skipped": 0, "file_hash": "f" * 64, "key_hash": "k" * 64,
        "imported_at": AT,
    },
    "council_tax_household": lambda n: {"household_hash": f"{n}" * 64, "names": "n", "from_on": DAY},
    "card": lambda n: {
        "id": n, "public_id": f"{n}", "resident_id": n, "number": f"{n}" * 17, "reference": f"{n}" * 16,
        "list_index": n, "status": "active", "valid_from": DAY, "valid_until": DAY, "issued_at": AT,
    },
    "card_code": lambda n: {"id": n, "card_id": n, "form": "web", "token": f"{n}"},
    "card_key": lambda n: {
        "kid": f"{n}" * 16, "public": f"{n}" * 64, "wrapped": "w", "created_at": AT, "retired_at": AT if n > 1 else None,
    },
    "provider_session": lambda n: {"session_key": f"{n}" * 64, "subject": "s", "sid": "s"},
    "identity": lambda n: {
        "id": n, "account_id": n, "level": "P2", "name": "A", "born_on": DAY, "return_codes": "[]", "told_at": AT,
    },
    "identity_difference": lambda n: {
        "id": n, "public_id": f"{n}", "resident_id": n, "identity_id": n, "what": "['name']", "found_at": LATER,
        "outcome": "same_person", "settled_by": n, "settled_at": LATER,
    },
    "look_up": lambda n: {"id": n, "card_id": n, "hour": AT},
    "application": lambda n: {
        "id": n, "public_id": f"{n}", "reference": f"{n}", "resident_id": n, "status": "draft", "answers": "{}",
        "saved_at": AT,
    },
    "application_reply": lambda n: {"id": n, "application_id": n, "words": "w", "sent_at": AT},
    "evidence_file": lambda n: {
        "id": n, "public_id": f"{n}", "resident_id": n, "for_what": "f", "kind": "k", "name": "n",
        "media_type": "image/png", "size": 1, "sha256": f"{n}" * 64, "pages": 1, "key_id": "k", "wrapped_key": "w",
        "status": "kept", "added_at": AT, "unchecked_as": f"{n}" * 32,
    },
    "evidence_page": lambda n: {"id": n, "file_id": n, "number": 1, "stored_as": f"{n}" * 32},
    "case_visit": lambda n: {"application_id": n, "staff_id": n, "opened_at": AT},
    "case_seen": lambda n: {
        "id": n, "application_id": n, "evidence": f"{n}", "kind": "k", "name": "", "address": "", "ending": "",
        "staff_id": n, "seen_at": AT,
    },
    "case_note": lambda n: {"id": n, "application_id": n, "text": "t", "staff_id": n, "written_at": AT},
    "case_decision": lambda n: {
        "id": n, "application_id": n, "outcome": "approved", "reasons": "[]", "own_words": "", "subject": "s",
        "body": "b", "letter": f"{n}" * 64, "staff_id": n, "decided_at": AT,
    },
    "reading_flag": lambda n: {
        "id": n, "public_id": f"{n}", "rule": "r", "staff_id": n, "about": f"{n}", "found_at": AT,
    },
    "reading_flag_line": lambda n: {"flag_id": n, "entry_id": n},
}  # fmt: skip

SENT, ENDED = {"submitted_at": AT}, {"status": "stopped", "ended_at": AT}
GONE = {"unchecked_as": None, "wrapped_key": None, "key_id": None, "deleted_at": AT, "name": ""}
LOOKED = {"looked_by_id": 2, "looked_at": LATER, "note": "n"}
SECOND = {"decided_by_id": 2, "decided_at": AT}
# Changes of the first row that break one rule each.
REFUSED: dict[str, list[Row]] = {
    "outbox": [{"attempts": -1}],
    "rate_limit": [{"hits": 0}],
    "account": [{"realm": "guest"}, {"issuer": ""}, {"subject": ""}, {"subject": "x" * 256}],
    "email_login": [{"email": "Amina@example.com"}, {"email": "a"}, {"email": "x" * 255}],
    "joined_account": [{"into_id": 2}, {"account_id": 3}],
    "session": [{"key": "1"}, {"expires_at": LATER}, {"device": ""}, {"device": "x" * 41}, {"account_id": None}],
    "staff_member": [
        {"name": ""},
        {"name": "x" * 101},
        {"email": "Sam@example.com"},
        {"email": "a"},
        {"email": "x" * 255},
        {"password_hash": "plain"},
        {"totp_step": -1},
        {"link_hash": "1", "link_ends_at": AT},
        {"link_hash": "1" * 64},
        {"set_up_at": None, "totp_secret": None},
        {"set_up_at": None, "password_hash": None},
        {"left_at": AT},
    ],
    "work_account": [{"issuer": ""}, {"subject": ""}, {"subject": "x" * 256}],
    "staff_role": [{"role": "king"}],
    "staff_recovery_code": [{"digest": "d"}],
    "two_person_act": [
        {"act": ""},
        {"subject": ""},
        {"outcome": "lost"} | SECOND,
        {"outcome": "approved"} | SECOND | {"decided_by_id": 999_999},
        {"outcome": "approved"} | SECOND | {"decided_by_id": 1},
        {"outcome": "withdrawn"} | SECOND,
        {"outcome": "approved", "decided_at": AT},
        {"outcome": "approved", "decided_by_id": 2},
        {"decided_at": AT},
        {"act": "a", "subject": "2"},
    ],
    "reading_flag": [
        {"rule": ""},
        LOOKED | {"looked_by_id": 1},
        LOOKED | {"looked_at": "2026-11-20T09:00:00+00:00"},
        LOOKED | {"note": ""},
        LOOKED | {"looked_by_id": 999_999},
        LOOKED | {"note": "x" * 1_001},
        LOOKED | {"note": None},
        LOOKED | {"looked_by_id": None},
        {"about": "2", "rule": "r", "staff_id": 2},
    ],
    "reading_flag_line": [{"entry_id": 0}],
    "reading_watched": [{"id": 1}, {"last_entry_id": -1}],
    "message": [{"channel": "fax"}, {"status": "sent"}, {"status": "lost"}],
    "security_code": [{"digest": "d"}, {"tries": -1}],
    "postcode": [
        {"postcode": "n1 1aa"},
        {"postcode": "N1"},
        {"ward": "Soho"},
        {"council_code": ""},
        {"council": ""},
        {"latitude": 10},
        {"longitude": 10},
    ],
    "resident": [{"channel": "fax"}],
    "service_reach": [
        {"service": ""},
        {"residents": 1},
        {"counted_at": AT},
        {"residents": -1, "counted_at": AT},
    ],
    "proof": [
        {"version": 0},
        {"fact": ""},
        {"source": ""},
        {"method": ""},
        {"until_on": "2026-11-19"},
        {"ended_on": "2026-11-19"},
    ],
    "council_tax_check": [{"account_hash": "a"}, {"account_ending": "1234"}, {"household_hash": "h"}, {"result": "x"}],
    "council_tax_extract": [{"households": 0}, {"skipped": -1}, {"file_hash": "f"}, {"key_hash": "k"}],
    "council_tax_household": [{"household_hash": "h"}, {"names": ""}],
    "card": [
        {"number": "1"},
        {"reference": "1"},
        {"list_index": -1},
        {"list_index": 1_048_576},
        {"status": "lost"},
        {"valid_until": "2026-11-19"},
        {"status": "stopped"},
        ENDED,
        ENDED | {"ended_by": "x"},
        ENDED | {"ended_by": "", "ended_reason": "lost"},
        ENDED | {"ended_by": "x", "ended_reason": "bored"},
        {"replaces_id": 1},
    ],
    "card_code": [{"form": "ring"}, {"path": "M0"}, {"path": "M0", "size": 0}],
    "card_key": [{"kid": "1"}, {"public": "1"}],
    "stopped_list": [{"id": 1}, {"revision": -1}],
    "provider_session": [{"subject": ""}, {"sid": ""}],
    "identity": [{"level": ""}, {"name": ""}, {"born_on": None}, {"name": None, "born_on": None, "address": "[]"}],
    "identity_difference": [
        {"what": "[]"},
        {"settled_at": AT},
        {"settled_at": None},
        {"settled_by": None},
        {"outcome": None},
        {"outcome": "maybe"},
        {"outcome": "another_person"},
        {"outcome": "another_person", "why": ""},
        {"why": "shared"},
    ],
    "application": [
        {"status": "lost"} | SENT,
        SENT,
        {"closed_at": AT},
        {"status": "with_staff"} | SENT,
        {"status": "with_staff", "why_a_person": "no_match"} | SENT,
        {"status": "refused", "closed_at": AT} | SENT,
        {"why_a_person": "because"},
    ],
    "application_reply": [{"words": ""}, {"words": "x" * 1_001}],
    "evidence_file": [
        {"for_what": ""},
        {"kind": ""},
        {"name": "x" * 81},
        {"media_type": "text/html"},
        {"size": 0},
        {"size": 10_485_761},
        {"sha256": "1"},
        {"pages": 0},
        {"pages": 31},
        {"status": "lost"} | GONE,
        {"wrapped_key": None},
        {"key_id": None},
        {"deleted_at": AT},
        {"name": ""},
        {"unchecked_as": "1"},
        {"virus": "Eicar-Test-Signature"},
    ],
    "evidence_page": [{"number": 0}, {"number": 31}, {"stored_as": "1"}],
    "case_seen": [{"kind": ""}, {"name": "x" * 101}, {"address": "x" * 201}, {"ending": "12345"}],
    "case_note": [{"text": ""}, {"text": "x" * 2_001}],
    "case_decision": [
        {"outcome": "lost", "reasons": "[1]", "answer_by": DAY},
        {"reasons": "[1]"},
        {"answer_by": DAY},
        {"own_words": "x" * 501},
        {"letter": "1"},
    ],
}
# Lines of the audit trail cannot be changed at all: these are written anew.
NEW_LINES: list[Row] = [{"act": ""}, {"actor": ""}, {"hash": "1"}, {"previous": "1"}, {"hash": "1" * 64}]
# What two rows of a table cannot both be: unique by an expression, or empty in ROWS.
ONCE: list[tuple[str, Row]] = [
    ("card_key", {"retired_at": None}),
    ("card", {"replaces_id": 3}),
    ("staff_member", {"link_hash": "1" * 64, "link_ends_at": AT}),
]
