"""The client of clamd, against one of our own that can go wrong, and against the real one."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateways import clamd as clamds
from westminster.core.errors import GatewayDown
from westminster.core.settings import SettingsError
from westminster.gateways import clamd
from westminster.gateways.clamd import Clamd, place

LARGE = [b"x" * 64 * 1024] * 150


@pytest.fixture
def stand_in() -> Iterator[clamds.StandIn]:
    with clamds.stand_in() as running:
        yield running


@pytest.fixture(scope="module", params=["the stand-in", "clamd itself"])
def either(request: pytest.FixtureRequest) -> Iterator[Clamd]:
    with tempfile.TemporaryDirectory(prefix="clamd") as folder, clamds.stand_in() as running:
        if request.param == "the stand-in":
            yield Clamd(running.address)
            return
        with clamds.real(Path(folder)) as address:
            yield Clamd(address, timeout=20)


@pytest.mark.parametrize("chunks", [[], [b"a letter"], LARGE], ids=["empty", "a letter", "ten megabytes"])
def test_a_clean_file_has_no_virus(either: Clamd, chunks: list[bytes]):
    assert either.virus_in(chunks) is None


@pytest.mark.parametrize(
    "chunks",
    [[b"ab" + clamds.VIRUS], [b"a letter" + clamds.VIRUS[:9], clamds.VIRUS[9:] + b"more"], [*LARGE, clamds.VIRUS]],
    ids=["at the end", "in two pieces", "after ten megabytes"],
)
def test_a_virus_is_found_and_named(either: Clamd, chunks: list[bytes]):
    assert either.virus_in(chunks) == clamds.NAME


def test_what_is_sent_arrives_as_it_is(stand_in: clamds.StandIn):
    Clamd(stand_in.address).virus_in([b"one\0", b"two\n", b"\xff"])
    assert stand_in.asked == [b"one\0two\n\xff"]


@pytest.mark.parametrize(
    "trouble",
    [
        "hangs up",
        "stream: OK",
        "stream: OK\0stream: Late FOUND\0",
        "OK\0",
        "\0",
        "INSTREAM: scan failed. ERROR\0",
        "x" * 9000,
    ],
)
def test_an_answer_that_makes_no_sense_says_nothing_about_the_file(stand_in: clamds.StandIn, trouble: str):
    stand_in.trouble = trouble
    with pytest.raises(GatewayDown):
        Clamd(stand_in.address).virus_in([b"a letter"])


def test_a_file_larger_than_it_takes_is_not_known_to_be_clean(stand_in: clamds.StandIn):
    stand_in.most = 1000
    with pytest.raises(GatewayDown):
        Clamd(stand_in.address).virus_in(LARGE)


def test_one_that_does_not_answer_is_not_waited_for(stand_in: clamds.StandIn):
    stand_in.go_on.clear()
    started = time.monotonic()
    with pytest.raises(GatewayDown):
        Clamd(stand_in.address, timeout=0.2).virus_in([b"a letter"])
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "unix:/no/such/socket"])
def test_one_that_is_not_there_is_down(address: str):
    with pytest.raises(GatewayDown):
        Clamd(address).virus_in([b"a letter"])


def test_a_long_name_of_a_virus_is_cut(stand_in: clamds.StandIn):
    stand_in.trouble = f"stream: {'x' * 500} FOUND\0"
    assert Clamd(stand_in.address).virus_in([b""]) == "x" * 100


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp://clamd.internal:3310", ("clamd.internal", 3310)),
    ],
)
def test_an_address_is_a_socket_or_a_port(address: str, found: object):
    assert place(address) == found


@pytest.mark.parametrize(
    "address", ["clamd", "unix:clamd", "tcp://clamd", "tcp://clamd:no", "http://clamd:1", "tcp://a:99999"]
)
def test_an_address_that_makes_no_sense_is_said_at_the_start(address: str, configure):
    configure(clamd_address=address)
    with pytest.raises(SettingsError, match="CLAMD_ADDRESS"):
        clamd.connect()


def test_without_an_address_there_is_none(configure):
    configure(clamd_address=None)
    assert clamd.connect() is None
