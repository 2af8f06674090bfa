import json
from datetime import date

import pytest

from westminster.accounts.assurance_rules import why_too_low
from westminster.accounts.identity_rules import proven, return_codes
from westminster.accounts.rules import mapped, sid_of

TODAY = date(2026, 11, 20)


def name(*parts: str, **when: str) -> dict:
    """Given names and, last, the family name."""
    *given, family = parts
    told = [{"type": "GivenName", "value": one} for one in given] + [{"type": "FamilyName", "value": family}]
    return {"nameParts": told, **when}


def credential(*names: dict, born: object = ({"value": "1970-01-31"},)) -> dict:
    return {"credentialSubject": {"name": list(names), "birthDate": list(born) if isinstance(born, tuple) else born}}


JANE = name("Alice", "Jane", "Doe")


# Names and birth dates


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([JANE], ("Alice Jane Doe", "Alice Jane", "Doe")),
        ([name("Doe")], ("Doe", "", "Doe")),
        ([name("O’Donnell", validUntil="2020-03-01"), JANE], ("Alice Jane Doe", "Alice Jane", "Doe")),
        ([{**JANE, "validFrom": "2020-03-01"}, name("Al", "Old")], ("Alice Jane Doe", "Alice Jane", "Doe")),
        ([name("A", "B", validUntil="2030-01-01")], ("A B", "A", "B")),
        ([{**JANE, "validFrom": None, "validUntil": None}], ("Alice Jane Doe", "Alice Jane", "Doe")),
        ([{"nameParts": list(reversed(JANE["nameParts"]))}], ("Doe Jane Alice", "Jane Alice", "Doe")),
        ([name("  Zo\u00eb ", "Li\x00u")], ("Zo\u00eb Liu", "Zo\u00eb", "Liu")),
        ([{"nameParts": [{"type": "GivenName", "value": "Wulandari"}]}], ("Wulandari", "Wulandari", "")),
    ],
)
def test_the_name_of_today_counts(names, said):
    who = proven(credential(*names), None, TODAY)
    assert (who.name, who.given_names, who.family_name) == said
    assert who.born_on == date(1970, 1, 31)


def test_the_first_birth_date_is_the_surest():
    told = credential(JANE, born=({"value": "1971-02-28"}, {"value": "1970-01-31"}))
    assert proven(told, None, TODAY).born_on == date(1971, 2, 28)


@pytest.mark.parametrize(
    "told",
    [
        None,
        5,
        [],
        {},
        {"credentialSubject": "Alice"},
        {"credentialSubject": [JANE]},
        credential(),
        credential({"nameParts": []}),
        credential({"nameParts": [{"type": "Nickname", "value": "Al"}]}),
        credential({"nameParts": [{"type": "GivenName", "value": 5}]}),
        credential({**JANE, "validUntil": "2026-11-20"}),
        *[credential(JANE, born=({"value": value},)) for value in ("1970", "1970-02-30", "0000-00-00", 19700131, None)],
        credential(JANE, born=()),
        credential(JANE, born="1970-01-31"),
        credential(JANE, born=({"value": "2026-11-20"},)),
    ],
    ids=str,
)
def test_what_names_nobody_is_refused(told):
    with pytest.raises(ValueError, match=r"."):
        proven(told, None, TODAY)


# Addresses


HERE = {"buildingNumber": "16", "streetName": "HIGH STREET", "addressLocality": "LONDON", "postalCode": "W2 1RD"}


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (HERE, ["16 HIGH STREET"]),
        ({**HERE, "subBuildingName": "FLAT 5", "buildingName": "WEST LEA"}, ["FLAT 5", "WEST LEA", "16 HIGH STREET"]),
        ({**HERE, "dependentStreetName": "KINGS PARK"}, ["16 KINGS PARK HIGH STREET"]),
        (
            {**HERE, "organisationName": "PLC", "departmentName": "LAW", "dependentAddressLocality": "SOHO"},
            ["PLC", "LAW", "16 HIGH STREET", "SOHO"],
        ),
        ({"postalCode": "W2 1RD", "streetName": 5, "buildingName": None}, []),
    ],
)
def test_an_address_is_lines(told, lines):
    address = proven(credential(JANE), [told], TODAY).address
    assert address["lines"] == lines
    assert address["postcode"] == "W2 1RD"


@pytest.mark.parametrize(
    ("uprn", "kept"),
    [
        ("10022812929", "10022812929"),
        (10022812929, "10022812929"),
        (7, "7"),
        *[(odd, None) for odd in ("", "10-02", "1" * 13, None, -5, 1.5, [1], True)],
    ],
)
def test_a_uprn_is_text_or_a_number(uprn, kept):
    assert proven(credential(JANE), [{**HERE, "uprn": uprn}], TODAY).address["uprn"] == kept


def test_the_address_of_today_counts():
    before = {**HERE, "postalCode": "SW1P 4DB", "validUntil": "2026-01-01"}
    first = {**HERE, "postalCode": "W9 3AL", "validFrom": "2020-01-01"}
    newest = {**HERE, "validFrom": "2026-01-01"}
    assert proven(credential(JANE), [before, first, newest], TODAY).address["postcode"] == "W2 1RD"
    assert proven(credential(JANE), [before], TODAY).address is None


@pytest.mark.parametrize("told", [None, 5, "16 High Street", {}, [], [5], [{}], [{"postalCode": ""}]])
def test_no_address_is_none(told):
    assert proven(credential(JANE), told, TODAY).address is None


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        ([{"code": "A"}], ["A"]),
        ([{"code": "N"}, {"code": "A"}, {"code": "A"}], ["A", "N"]),
        ([{"code": "<b>"}, {"code": 5}, {"code": ""}, {"code": "x" * 11}, {}, "A", None], []),
        (None, []),
        ({"code": "A"}, []),
        ("A", []),
    ],
)
def test_return_codes_are_short_words(claim, codes):
    assert return_codes(claim) == codes


# How surely


@pytest.mark.parametrize(
    ("asked", "told", "low"),
    [
        ({}, {}, None),
        ({}, {"vot": "Cl"}, None),
        ({"vtr": ["Cl.Cm"]}, {"vot": "Cl.Cm"}, None),
        ({"vtr": ["Cl.Cm"]}, {"vot": "Cm.Cl"}, None),
        ({"vtr": ["Cl.Cm.P2"]}, {"vot": "Cl.Cm"}, None),
        ({"vtr": ["Cl", "Cl.Cm"]}, {"vot": "Cl"}, None),
        ({"vtr": '["Cl.Cm"]'}, {"vot": "Cl.Cm"}, None),
        ({"vtr": ["Cl.Cm"]}, {"vot": "Cl"}, "vot"),
        ({"vtr": ["Cl.Cm"]}, {"vot": "P2"}, "vot"),
        ({"vtr": ["Cl.Cm"]}, {"vot": ["Cl.Cm"]}, "vot"),
        ({"vtr": ["Cl.Cm"]}, {}, "vot"),
        ({"acr_values": "gold"}, {"acr": "gold"}, None),
        ({"acr_values": "silver gold"}, {"acr": "gold"}, None),
        ({"acr_values": "gold"}, {"acr": "silver"}, "acr"),
        ({"acr_values": "gold"}, {}, "acr"),
        ({"acr_values": "gold"}, {"acr": 5}, "acr"),
        ({"max_age": 600}, {"auth_time": 1000}, None),
        ({"max_age": "600"}, {"auth_time": 401}, None),
        ({"max_age": 600}, {"auth_time": 370}, None),
        ({"max_age": 600}, {"auth_time": 369}, "auth_time"),
        ({"max_age": 600}, {}, "auth_time"),
        ({"max_age": 600}, {"auth_time": "now"}, "auth_time"),
        ({"max_age": 600}, {"auth_time": True}, "auth_time"),
    ],
    ids=json.dumps,
)
def test_what_was_asked_for_is_held_to(asked, told, low):
    assert why_too_low(asked, told, 1000, 30) == low


# Names of claims


def test_claims_under_other_names_are_found():
    told = {"mail": "a@example.com", "tel": "+44", "dob": "1970-01-31", "oid": "1", "name": "Alice"}
    names = {"email": "mail", "phone": "tel", "birth_date": "dob", "subject": "oid", "given_name": "first"}
    found = mapped(told, names)
    assert (found["email"], found["phone_number"], found["birthdate"]) == ("a@example.com", "+44", "1970-01-31")
    assert (found["name"], found["given_name"]) == ("Alice", None)
    assert "subject" not in found


@pytest.mark.parametrize(("sid", "kept"), [("a", "a"), ("", None), ("x" * 256, None), (5, None), (None, None)])
def test_a_session_of_the_provider_has_a_name(sid, kept):
    assert sid_of({"sid": sid}) == kept
