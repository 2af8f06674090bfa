from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from westminster.audit.models import AuditEntry
from westminster.places.cli import postcodes_cli
from westminster.places.models import Postcode
from westminster.places.service import keep, look_up

HERE = Path(__file__).parent


def bring_in(path: Path):
    bare = ScriptInfo(create_app=lambda: Flask(__name__))
    return CliRunner().invoke(postcodes_cli, ["import", str(path)], obj=bare)


def test_a_file_can_be_brought_in_twice():
    for _ in range(2):
        result = bring_in(HERE / "postcodes.csv")
        assert result.exit_code == 0
        assert "12 postcodes kept." in result.output
    assert Postcode.select().count() == 12
    assert look_up("NW8 8EU").ward == "Church Street"


def test_neighbours_are_known_by_the_name_of_their_council():
    bring_in(HERE / "neighbours.csv")
    place = look_up("NW1 2EX")
    assert (place.in_westminster, place.council, place.ward) == (False, "Camden", None)


def test_with_an_empty_table_nothing_is_known():
    assert look_up("NW8 8EU").council is None


def test_a_newer_file_moves_a_postcode():
    bring_in(HERE / "postcodes.csv")
    bring_in(HERE / "neighbours.csv")
    keep(
        [{**_columns("NW1 2EX"), "ward": "E05013805", "council_code": "E09000033", "council": "Westminster"}],
        actor="system",
    )
    assert look_up("NW1 2EX").ward == "Regent’s Park"


def test_a_broken_row_is_named_and_changes_nothing(tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text((HERE / "postcodes.csv").read_text() + "NW8 8EX,E05999999,51.5,-0.1\n")
    result = bring_in(broken)
    assert result.exit_code == 1
    assert "broken.csv, line 14: 'E05999999' is not a ward of Westminster. Nothing was changed." in result.output
    assert Postcode.select().count() == 0
    assert AuditEntry.select().count() == 0


@pytest.mark.parametrize("content", [b"\xff\xfe\x00P", b"postcode,ward,lat,lon\nNW8 8\xffEU,E05013794,51,-0.1\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "photo.csv"
    path.write_bytes(content)
    assert "Nothing was changed." in bring_in(path).output


def test_a_city_of_postcodes_is_kept_whole():
    units = [a + b for a in "ABDEFGHJLNPQRSTUWXYZ" for b in "ABDEFGHJLNPQRSTUWXYZ"]
    rows = [
        _columns(f"NW{district} {sector}{unit}") for district in range(1, 5) for sector in range(10) for unit in units
    ]
    assert keep(rows, actor="system") == 16_000


def _columns(postcode: str):
    place = {"latitude": None, "longitude": None}
    return {"postcode": postcode, "ward": None, "council_code": "E09000007", "council": "Camden", **place}
