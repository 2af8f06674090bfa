"""`flask postcodes`: bring in open data."""

from pathlib import Path

import click
from flask.cli import AppGroup

from .files import BrokenFile, read
from .service import keep

postcodes_cli = AppGroup("postcodes", help="The table of postcodes.")


@postcodes_cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Add the postcodes of FILE, or renew them. A broken row is named, and nothing changes."""
    try:
        with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            rows = list(read(lines))
    except BrokenFile as error:
        raise click.ClickException(f"{file.name}, {error}. Nothing was changed.") from error
    with click.progressbar(length=len(rows), label=file.name) as bar:
        kept = keep(rows, actor="system", progress=bar.update)
    click.echo(f"{kept} postcodes kept.")
