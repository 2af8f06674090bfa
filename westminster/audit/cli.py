"""`flask audit`: prove the trail."""

import click
from flask.cli import AppGroup

from .service import verify

audit_cli = AppGroup("audit", help="The audit trail.")


@audit_cli.command("verify")
@click.option("--head", help="The head printed by an earlier run: fails if the trail no longer holds it as its last.")
def verify_command(head: str | None) -> None:
    """Check every line against the one before it; exit 1 and name the first bad row."""
    verdict = verify()
    if verdict.bad_id is not None:
        raise click.ClickException(f"row {verdict.bad_id} was changed, or a row before it is missing")
    if head is not None and head != verdict.head:
        raise click.ClickException("the trail does not end where it did: rows were added or cut off")
    click.echo(f"{verdict.rows} rows, unbroken. Head: {verdict.head}")
