"""`flask keys`: the keys that sign cards."""

import click
from flask.cli import AppGroup

from . import keys

keys_cli = AppGroup("keys", help="The keys that sign cards.")


@keys_cli.command("rotate")
def rotate() -> None:
    """Sign new cards with a new key. Cards already out stay good: the old key is published until the last has ended."""
    click.echo(f"New cards are signed with key {keys.rotate(actor='system')}.")
