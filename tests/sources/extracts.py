"""Extracts for tests, and the command that takes them over."""

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from westminster.sources import extract
from westminster.sources.cli import council_tax_cli
from westminster.sources.extract_rules import Household, households

HEADER = "account_number,names,address,postcode,from_date\n"
AMINA = "CT-10000014,Amina Rahman,14 Lamplighter House,NW8 9AY,2019-04-01\n"
DEREK = "CT-10000022,OKAFOR-LANE D,Flat 3,SW1P 4DB,2019-04-01\n"
TODAY = date(2026, 11, 20)


def bring_in(path: Path, data: str | bytes, *also: str, of: date | None = TODAY) -> Result:
    """What `flask counciltax import` does with `data` at `path`; without `of`, a file written at noon yesterday."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    yesterday = datetime(2026, 11, 19, 12, tzinfo=UTC).timestamp()
    os.utime(path, (yesterday, yesterday))
    day = ["--date", of.isoformat()] if of else []
    bare = ScriptInfo(create_app=lambda: Flask(__name__))
    return CliRunner().invoke(council_tax_cli, ["import", str(path), *day, *also], obj=bare)


def take_over(rows: Iterable[str], of: date = TODAY) -> None:
    data = (HEADER + "".join(rows)).encode()
    good = [row for row in households(data) if isinstance(row, Household)]
    extract.take_over(data, good, extracted_on=of, skipped=0, actor="system")
