import os
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.sources.extracts import AMINA, DEREK, HEADER, TODAY, bring_in, take_over
from westminster.audit.models import AuditEntry
from westminster.core import settings
from westminster.core.db import database, is_sqlite
from westminster.demo.by_email import BY_EMAIL
from westminster.demo.cast import CAST
from westminster.demo.extract import load_extract
from westminster.demo.personas import Outcome
from westminster.sources.extract import Extract, Match, OldExtract, in_use
from westminster.sources.models import CouncilTaxExtract, CouncilTaxHousehold

ROOT = Path(__file__).parents[2]
WHO = ("Amina", "Rahman", "NW8 9AY")
CITY = [f"CT-{n:08},Person {n},{n} Long Street,NW8 9AY,2019-04-01\n" for n in range(20_000)]


def ask(account="CT-10000014", first="Amina", last="Rahman", postcode="NW8 9AY"):
    return Extract().match(account, first, last, postcode)


def test_the_account_the_name_and_the_postcode_match_together():
    take_over([AMINA, DEREK])
    assert ask() is ask("ct 1000 0014", "A", "RAHMAN", "nw89ay") is Match.MATCHED
    assert ask("CT-10000022", "Derek", "Okafor Lane", "SW1P 4DB") is Match.MATCHED


@pytest.mark.parametrize(
    "wrong",
    [{"account": "CT-10000022"}, {"first": "Bilal"}, {"last": "Rehman"}, {"postcode": "SW1P 4DB"}, {"account": ""}],
)
def test_one_that_is_wrong_is_no_match(wrong):
    take_over([AMINA, DEREK])
    assert ask(**wrong) is Match.NOT_MATCHED


def test_somebody_who_has_not_moved_in_yet_is_no_match(clock):
    take_over([AMINA.replace("2019-04-01", "2026-11-21")])
    assert ask() is Match.NOT_MATCHED
    clock.move(days=1)
    assert ask() is Match.MATCHED


def test_without_an_extract_or_with_an_old_one_nothing_can_be_told(clock):
    assert ask() is Match.CANNOT_TELL
    take_over([AMINA])
    clock.move(days=3)
    assert ask() is Match.MATCHED
    clock.move(days=1)
    assert ask() is Match.CANNOT_TELL


def test_with_another_secret_key_nothing_can_be_told_until_it_is_taken_over_again(configure):
    take_over([AMINA])
    configure(secret_key="another secret for tests, not for people")
    assert ask() is Match.CANNOT_TELL
    take_over([AMINA])
    assert ask() is Match.MATCHED


def test_a_new_extract_takes_the_place_of_the_old_one():
    take_over([AMINA])
    take_over([DEREK])
    assert ask() is Match.NOT_MATCHED
    assert CouncilTaxHousehold.select().count() == 1
    assert AuditEntry.select().where(AuditEntry.act == "council_tax.imported").count() == 2


def test_an_older_extract_is_refused():
    take_over([AMINA])
    with pytest.raises(OldExtract):
        take_over([DEREK], of=TODAY - timedelta(days=1))
    assert ask() is Match.MATCHED


@pytest.mark.parametrize(
    "persona", [p for p in (*CAST, *BY_EMAIL) if p.outcome is Outcome.AT_ONCE], ids=lambda p: p.slug
)
def test_who_is_said_to_be_approved_at_once_is_in_the_demos_extract(persona):
    load_extract()
    assert ask(persona.home.account, persona.given, persona.family, persona.home.postcode) is Match.MATCHED


@pytest.mark.parametrize("persona", [p for p in CAST if p.outcome is Outcome.BY_A_PERSON], ids=lambda p: p.slug)
def test_who_is_said_to_need_a_person_is_not(persona):
    load_extract()
    account, postcode = (persona.home.account or "", persona.home.postcode) if persona.home else ("", "")
    assert ask(account, persona.given, persona.family, postcode) is Match.NOT_MATCHED


@pytest.mark.own_database
class TestTheCommand:
    """It empties logs of changes, which no transaction of a test can hold."""

    def test_it_shows_what_it_did_and_does_nothing_twice(self, tmp_path):
        done = bring_in(tmp_path / "extract.csv", HEADER + AMINA + DEREK)
        assert done.exit_code == 0
        assert "Extract of 2026-11-20: 2 households, 0 rows left out." in done.output
        again = bring_in(tmp_path / "extract.csv", HEADER + AMINA + DEREK)
        assert (again.exit_code, again.output) == (0, "Nothing to do: this extract is in use.\n")
        assert CouncilTaxExtract.select().count() == 1

    def test_the_same_file_of_a_later_day_is_taken_over(self, tmp_path):
        bring_in(tmp_path / "extract.csv", HEADER + AMINA, of=TODAY - timedelta(days=1))
        bring_in(tmp_path / "extract.csv", HEADER + AMINA)
        assert in_use().extracted_on == TODAY

    def test_the_day_of_an_extract_is_that_of_its_file_unless_it_is_said(self, tmp_path):
        assert (
            "Extract of 2026-11-19: 1 households" in bring_in(tmp_path / "extract.csv", HEADER + AMINA, of=None).output
        )

    def test_broken_rows_are_named_and_nothing_changes(self, tmp_path):
        bring_in(tmp_path / "old.csv", HEADER + AMINA)
        done = bring_in(tmp_path / "new.csv", HEADER + DEREK + "secret\n" + AMINA.replace("NW8 9AY", "Soho"))
        assert done.exit_code == 1
        for said in (
            "line 3: number of cells: 1, where the first line has 5",
            "line 4: postcode is not a postcode",
            "new.csv has 2 broken rows. Nothing was changed.",
        ):
            assert said in done.output
        assert "secret" not in done.output
        assert ask() is Match.MATCHED

    def test_broken_rows_are_left_out_where_that_is_asked_for(self, tmp_path):
        done = bring_in(tmp_path / "extract.csv", HEADER + "broken\n" * 30 + AMINA, "--skip-broken")
        assert done.exit_code == 0
        assert "line 21: number of cells: 1" in done.output
        assert "line 22: number of cells: 1" not in done.output
        assert "and 10 more" in done.output
        assert (in_use().households, in_use().skipped) == (1, 30)

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "line 1: the first line must name"),
            (HEADER, "has no households"),
            (HEADER + "broken\n", "has no households"),
            (HEADER + AMINA.replace("Amina", '"Amina'), "cannot be read on"),
        ],
    )
    def test_a_file_that_holds_nothing_is_refused_whatever_is_asked_for(self, tmp_path, data, why):
        bring_in(tmp_path / "old.csv", HEADER + AMINA)
        done = bring_in(tmp_path / "new.csv", data, "--skip-broken")
        assert (done.exit_code, why in done.output) == (1, True)
        assert "Nothing was changed." in done.output
        assert ask() is Match.MATCHED

    @pytest.mark.parametrize(
        ("of", "why"), [(date(2026, 11, 21), "in the future"), (date(2026, 11, 19), "is later than")]
    )
    def test_an_extract_of_tomorrow_or_older_than_ours_is_refused(self, tmp_path, of, why):
        bring_in(tmp_path / "old.csv", HEADER + AMINA)
        done = bring_in(tmp_path / "new.csv", HEADER + DEREK, of=of)
        assert (done.exit_code, why in done.output) == (1, True)
        assert ask() is Match.MATCHED

    def test_no_file_is_a_usage_error(self, tmp_path):
        (tmp_path / "x").mkdir()
        assert bring_in(tmp_path / "extract.csv", HEADER, "--no-such").exit_code == 2


@pytest.mark.own_database
@pytest.mark.only("sqlite")
def test_the_file_of_the_database_holds_nothing_in_the_clear_and_nothing_of_the_old_extract(tmp_path, db):
    """Broken once: without secure_delete it is in free pages, without the end of the log of changes in that."""
    bring_in(tmp_path / "old.csv", HEADER + AMINA + "".join(CITY[:2_000]))
    old = {row.names.encode() for row in CouncilTaxHousehold.select()}
    bring_in(tmp_path / "new.csv", HEADER + DEREK)
    new = {row.names.encode() for row in CouncilTaxHousehold.select()}
    for path in (Path(db.database), Path(db.database + "-wal")):
        held = path.read_bytes()
        for clear in (b"Okafor", b"OKAFOR", b"Person 1", b"10000022", b"SW1P", b"Flat 3", b"Long Street"):
            assert clear not in held, path.name
        assert not [names for names in old if names in held], path.name
    assert all(names in Path(db.database).read_bytes() for names in new)


@pytest.mark.own_database
@pytest.mark.only("postgresql")
def test_postgresql_keeps_the_new_extract_in_another_file(tmp_path):
    def file():
        return database.execute_sql("SELECT pg_relation_filepath('council_tax_household')").fetchone()[0]

    bring_in(tmp_path / "old.csv", HEADER + AMINA)
    before = file()
    bring_in(tmp_path / "new.csv", HEADER + DEREK)
    assert file() != before
    rows = str(list(CouncilTaxHousehold.select().tuples()) + list(CouncilTaxExtract.select().tuples()))
    assert not [clear for clear in ("Okafor", "OKAFOR", "10000022", "SW1P", "Flat 3") if clear in rows]


@pytest.mark.own_database
def test_who_looks_meanwhile_sees_the_old_one_or_the_new_one():
    take_over([AMINA, *CITY[:1_000]])
    seen, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            seen.add(
                (ask(), ask("CT-10000022", "Derek", "Okafor Lane", "SW1P 4DB"), CouncilTaxHousehold.select().count())
            )
        database.close()

    looking = threading.Thread(target=look)
    looking.start()
    for rows in ([DEREK, AMINA], [AMINA]) * 3:
        take_over([*rows, *CITY[: 3_000 - len(rows)]])
    stop.set()
    looking.join()
    assert {answer for answer, _, _ in seen} == {Match.MATCHED}
    assert {count for _, _, count in seen} <= {1_001, 3_000}


@pytest.mark.own_database
def test_killed_in_the_middle_the_old_one_stays(tmp_path, engine):
    take_over([AMINA])
    database.close()
    (tmp_path / "new.csv").write_text(HEADER + DEREK + "".join(CITY))
    command = [sys.executable, "-c", KILLED, str(tmp_path / "new.csv")]
    known = settings.current()
    env = os.environ | {
        "WESTMINSTER_MODE": "demo",
        "SECRET_KEY": known.secret_key,
        "STATE_DIR": str(tmp_path),
        "DATABASE_URL": _url(engine),
    }
    died = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert ask() is Match.MATCHED
    assert CouncilTaxHousehold.select().count() == 1


# The command, in a process that is killed when the first households are written.
KILLED = """
import os, signal, sys
from westminster.site import create_app
from westminster.sources.extract import take_over
from westminster.sources.extract_rules import households
create_app()
data = open(sys.argv[1], "rb").read()
from westminster.core.clock import today
take_over(data, list(households(data)), extracted_on=today(), skipped=0, actor="system",
          progress=lambda _: os.kill(os.getpid(), signal.SIGKILL))
"""


def _url(engine) -> str:
    if is_sqlite():
        return f"sqlite:///{database.obj.database}"
    return engine.kind._address(database.obj.database)
