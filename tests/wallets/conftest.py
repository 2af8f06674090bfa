from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.demo.running import Running, running
from westminster.core.clock import frozen, now
from westminster.core.settings import Settings
from westminster.demo import certificates
from westminster.gateways import google_wallet


@pytest.fixture(scope="session")
def demo_keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of a demo whose keys were made once for all tests: good on the day of the tests and on that of the machine."""
    with frozen(min(now(), NOW)):
        return certificates.ensure(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def apple(demo_keys: dict[str, str]) -> dict[str, str]:
    return {name.removeprefix("APPLE_"): value for name, value in demo_keys.items() if name.startswith("APPLE_")}


@pytest.fixture
def with_apple(apple: dict[str, str], configure: Callable[..., Settings]) -> Settings:
    return configure(apple=apple)


@pytest.fixture
def root(apple: dict[str, str]) -> Path:
    """The root certificate that a verifier is given."""
    return Path(apple["PASS_CERT"]).parent / certificates.ROOT


def names() -> list[Any]:
    """Names that have broken somebody's card."""
    return [
        pytest.param("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Cholmondeley-Marjo", id="70 characters"),
        pytest.param("W" * 70, id="70 without a space"),
        pytest.param("أمينة عبد الرحمن", id="Arabic"),
        pytest.param("小林 さくら", id="Japanese"),
        pytest.param("Sam 👩🏽‍🎤 Okafor", id="emoji"),
        pytest.param('Anne-Marie “Nan” O\'Neill "Annie"', id="quotes"),
        pytest.param("Line\nBreak\r\n\tTab", id="line ends"),
        pytest.param("\\ #panic() *b* $x$ </script> %@ {{7}}", id="markup"),
        pytest.param("\u202eevil\u202c Zero\u200bWidth", id="turned around"),
        pytest.param("Nguyễn Thị Ánh Łukasiewicz-Ærø", id="marks"),
    ]


@pytest.fixture
def outside(demo_keys: dict[str, str], tmp_path: Path, configure: Callable[..., Settings]) -> Iterator[Running]:
    """Google's stand-in, answering; the settings of the process point at it."""
    with running(tmp_path, also=demo_keys) as up:
        configure(google=up.settings.google)
        google_wallet._connection.cache_clear()  # a port may come again, with another stand-in behind it
        yield up
