from dataclasses import replace

import httpx
import pytest

from westminster.core import settings
from westminster.core.errors import GatewayDown
from westminster.demo.cast import CAST
from westminster.demo.personas import Outcome
from westminster.gateways import council_tax
from westminster.gateways.council_tax import CouncilTax, Match

AMINA = ("CT-10000014", "Rahman", "NW8 9AY")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (AMINA, Match.MATCHED),
        (("ct 1000 0014", "RAHMAN", "nw89ay"), Match.MATCHED),
        (("CT-10000022", "Lane Okafor", "SW1P 4DB"), Match.MATCHED),
        (("CT-10000170", "ONeill Bronte", "W9 3AL"), Match.MATCHED),
        (("CT-10000014", "Rahman", "NW8 9AZ"), Match.NOT_MATCHED),
        (("CT-10000014", "Rehman", "NW8 9AY"), Match.NOT_MATCHED),
        (("CT-10000099", "Rahman", "NW8 9AY"), Match.NOT_MATCHED),
        (("CT-10000014", "-", "NW8 9AY"), Match.NOT_MATCHED),
        (("", "", ""), Match.NOT_MATCHED),
        (("CT-10000089", "Leigh", "SW1P 4DB"), Match.CANNOT_TELL),
        (("CT-10000089", "Leigh", "SW1P 4DC"), Match.NOT_MATCHED),
    ],
)
def test_the_records_answer_for_all_three_together(outside, asked, answer):
    assert council_tax.connect().match(*asked) is answer


@pytest.mark.parametrize("persona", [p for p in CAST if p.outcome is Outcome.AT_ONCE], ids=lambda p: p.slug)
def test_who_is_said_to_be_approved_at_once_is_in_the_records(outside, persona):
    assert council_tax.connect().match(persona.home.account, persona.family, persona.home.postcode) is Match.MATCHED


@pytest.mark.parametrize("persona", [p for p in CAST if p.outcome is Outcome.BY_A_PERSON], ids=lambda p: p.slug)
def test_who_is_said_to_need_a_person_has_no_match(outside, persona):
    account, postcode = (persona.home.account or "", persona.home.postcode) if persona.home else ("", "")
    assert council_tax.connect().match(account, persona.family, postcode) is not Match.MATCHED


def test_every_wrong_part_gives_the_same_answer(outside):
    """Byte for byte, so that nobody learns which part to try again. The clock stands still."""
    known = outside.settings
    headers = {"Authorization": f"Bearer {known.council_tax_token}"}
    right = {"account_number": AMINA[0], "surname": AMINA[1], "postcode": AMINA[2]}
    answers = {
        httpx.post(f"{known.council_tax_url}/match", json={**right, part: "W1"}, headers=headers).content
        for part in right
    }
    assert len(answers) == 1


@pytest.mark.parametrize("trouble", ["down", "junk"])
def test_records_out_of_order_are_a_gateway_down(outside, trouble):
    outside.stand_ins.trouble["council_tax"] = trouble
    with pytest.raises(GatewayDown):
        council_tax.connect().match(*AMINA)


def test_records_that_hang_are_a_gateway_down(outside):
    outside.stand_ins.trouble["council_tax"] = "hang"
    known = outside.settings
    with pytest.raises(GatewayDown):
        CouncilTax(known.council_tax_url, known.council_tax_token, timeout=0.2).match(*AMINA)


@pytest.mark.parametrize(
    "change",
    [{"council_tax_token": "wrong"}, {"council_tax_token": None}, {"council_tax_url": "http://127.0.0.1:9"}],
)
def test_a_wrong_token_no_token_and_nobody_there_are_a_gateway_down(outside, change):
    settings.install(replace(outside.settings, **change))
    with pytest.raises(GatewayDown):
        council_tax.connect().match(*AMINA)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"account_number": 1, "surname": "a", "postcode": "b"}'])
def test_the_stand_in_refuses_a_question_that_makes_no_sense(outside, body):
    known = outside.settings
    headers = {"Authorization": f"Bearer {known.council_tax_token}", "Content-Type": "application/json"}
    assert httpx.post(f"{known.council_tax_url}/match", content=body, headers=headers).status_code == 400
