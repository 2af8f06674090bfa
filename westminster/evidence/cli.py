"""`flask evidence`: change the key that evidence is locked with."""

import click
from flask.cli import AppGroup

from .upkeep import rewrap

evidence_cli = AppGroup("evidence", help="Files that people gave.")


@evidence_cli.command("rewrap")
def rewrap_command() -> None:
    """Lock everything with the first of EVIDENCE_KEYS; then the others may leave the setting."""
    click.echo(f"Files locked with the newest key: {rewrap(actor='system')}.")
