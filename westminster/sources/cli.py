"""`flask counciltax`: take over the nightly extract."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from ..core import clock
from ..core.bulk import forget_deleted
from . import extract
from .csv_files import BrokenFile, BrokenRow
from .extract_rules import Household, households

SHOWN = 20
UNCHANGED = "Nothing was changed."
council_tax_cli = AppGroup("counciltax", help="The Council Tax extract.")


@council_tax_cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--date", "of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the extract [default: of the file].")
@click.option("--skip-broken", is_flag=True, help="Leave broken rows out instead of refusing the file.")
def import_command(file: Path, of: datetime | None, skip_broken: bool) -> None:
    """Put FILE in the place of the extract in use. Broken rows are named, and nothing changes."""
    data = file.read_bytes()
    extracted_on = of.date() if of else clock.london(datetime.fromtimestamp(file.stat().st_mtime, clock.LONDON)).date()
    if extracted_on > clock.today():
        raise click.ClickException(f"{extracted_on} is in the future. {UNCHANGED}")
    if extract.is_in_use(data, extracted_on):
        click.echo("Nothing to do: this extract is in use.")
        return
    good, broken = _read(file.name, data)
    _name(broken)
    if broken and not skip_broken:
        raise click.ClickException(f"{file.name} has {len(broken)} broken rows. {UNCHANGED}")
    if not good:
        raise click.ClickException(f"{file.name} has no households. {UNCHANGED}")
    with click.progressbar(length=len(good), label="Households taken over") as bar:
        try:
            extract.take_over(
                data, good, extracted_on=extracted_on, skipped=len(broken), actor="system", progress=bar.update
            )
        except extract.OldExtract:
            raise click.ClickException(f"The extract in use is later than {extracted_on}. {UNCHANGED}") from None
    forget_deleted()
    click.echo(f"Extract of {extracted_on}: {len(good)} households, {len(broken)} rows left out.")


def _read(name: str, data: bytes) -> tuple[list[Household], list[BrokenRow]]:
    good: list[Household] = []
    broken: list[BrokenRow] = []
    try:
        with click.progressbar(households(data), label=f"Rows of {name}", length=data.count(b"\n")) as rows:
            for row in rows:
                (good if isinstance(row, Household) else broken).append(row)  # type: ignore[arg-type]  # sorted by type
    except BrokenFile as error:
        raise click.ClickException(f"{name}, {error}. {UNCHANGED}") from error
    return good, broken


def _name(broken: Iterable[BrokenRow]) -> None:
    rows = list(broken)
    for row in rows[:SHOWN]:
        click.echo(f"{row}", err=True)
    if len(rows) > SHOWN:
        click.echo(f"and {len(rows) - SHOWN} more", err=True)
