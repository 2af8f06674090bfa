import uuid
from dataclasses import replace

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from eligibility_api.client import Client

from westminster.core.agency_settings import read_agencies
from westminster.core.clock import now
from westminster.core.errors import GatewayDown
from westminster.core.settings import SettingsError
from westminster.demo.eligibility_stand_in import FAULTS
from westminster.gateways.eligibility import Answer, _opened, _read, _sealed, ask


@pytest.fixture
def college(outside):
    """The stand-in answers."""
    return outside.settings.agencies["student"]


def test_somebody_they_know_is_a_yes(college):
    assert ask(college, "TC204817", "Santos") is Answer.YES


@pytest.mark.parametrize(("number", "name"), [("TC204817", "Nair"), ("TC999999", "Santos")])
def test_somebody_they_do_not_know_is_no_no(college, number, name):
    assert ask(college, number, name) is Answer.NOT_FOUND


def test_a_number_that_is_none_of_theirs_is_said(college):
    assert ask(college, "204817", "Santos") is Answer.BAD_NUMBER


@pytest.mark.parametrize("fault", [*FAULTS, "wrong_signature", "for_another", "not_encrypted", "forbidden"])
def test_an_answer_that_is_not_right_in_every_part_is_no_answer(outside, college, fault):
    """Each was an answer once: the authors' own client believes most of them."""
    outside.stand_ins.eligibility.fault = fault
    with pytest.raises(GatewayDown):
        ask(college, "TC204817", "Santos")


@pytest.mark.parametrize("trouble", ["down", "junk", "hang"])
def test_an_agency_out_of_order_is_a_gateway_down(outside, college, trouble):
    outside.stand_ins.trouble["eligibility"] = trouble
    with pytest.raises(GatewayDown):
        ask(replace(college, timeout_seconds=0.2), "TC204817", "Santos")


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://127.0.0.1:9"},
        {"headers": {"X-Server-API-Key": "wrong"}},
        {"type": "senior"},
        {"algorithms": ("ES256", "ECDH-ES+A128KW", "A256CBC-HS512")},
    ],
)
def test_nobody_there_a_wrong_key_and_other_algorithms_are_no_yes(college, change):
    try:
        assert ask(replace(college, **change), "TC204817", "Santos") is Answer.NOT_FOUND
    except GatewayDown:
        assert "type" not in change


def test_the_stand_in_answers_the_authors_own_client(outside, college):
    """So that what we are tested against is what others speak."""
    sign, key, content = college.algorithms
    client = Client(
        college.url, "us", "us", sign, college.own_key, key, content, college.their_key, dict(college.headers)
    )
    assert client.verify("TC204817", "Santos", ["student"]).eligibility == ["student"]
    assert client.verify("204817", "Santos", ["student"]).error == {"sub": "invalid"}


@pytest.mark.parametrize("token", ["x", "a.b.c.d.e", "x" * 9_000])
def test_the_stand_in_refuses_a_question_that_makes_no_sense(college, token):
    answer = httpx.get(college.url, headers={**college.headers, "Authorization": f"Bearer {token}"})
    assert answer.status_code == 400


def test_rsa_keys_as_the_authors_have_them_work_too(college):
    ours, theirs = _rsa(), _rsa()
    client = replace(college, own_key=ours[0], their_key=theirs[1], algorithms=("RS256", "RSA-OAEP", "A256CBC-HS512"))
    server = replace(client, own_key=theirs[0], their_key=ours[1])
    asked = _opened(server, _sealed(client, {"jti": str(uuid.uuid4()), "sub": "1"}))
    told = {"jti": asked["jti"], "iss": college.issuer, "iat": int(now().timestamp()), "eligibility": ["student"]}
    assert _read(client, asked["jti"], 200, _opened(client, _sealed(server, told))) is Answer.YES


def _rsa():
    key = generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"NAME": ""}, "_NAME is missing"),
        ({"URL": "http://college.example"}, "_URL must begin with https"),
        ({"ALGORITHMS": "HS256 dir A256GCM"}, "_ALGORITHMS must be three"),
        ({"ALGORITHMS": "RS256"}, "_ALGORITHMS must be three"),
        ({"CLIENT_KEY_FILE": "/nowhere"}, "_CLIENT_KEY_FILE must be the path"),
        ({"CLIENT_KEY_FILE": ""}, "_CLIENT_KEY_FILE must be the path of a key"),
        ({"SERVER_KEY_FILE": "/dev/null"}, "_SERVER_KEY_FILE must be the path of a key"),
        ({"TIMEOUT_SECONDS": "soon"}, "_TIMEOUT_SECONDS must be a whole number"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(outside, tmp_path, change, why):
    ours, theirs = tmp_path / "eligibility-client-key.pem", tmp_path / "eligibility-server-key.pub"
    told = dict.fromkeys(("NAME", "NUMBER", "ISSUER", "AGENCY", "HEADER", "HEADER_KEY"), "x")
    told |= {"URL": "https://college.example", "CLIENT_KEY_FILE": str(ours), "SERVER_KEY_FILE": str(theirs)}
    environ = {f"ELIGIBILITY_STUDENT_{name}": value for name, value in told.items()}
    assert read_agencies(environ)["student"].type == "student"
    with pytest.raises(SettingsError, match=why):
        read_agencies(environ | {f"ELIGIBILITY_STUDENT_{name}": value for name, value in change.items()})
