"""`flask retention`: delete what we no longer need, as the worker does every hour."""

import click
from flask.cli import AppGroup

from . import retention

retention_cli = AppGroup("retention", help="What is kept for a time only.")


@retention_cli.command("run")
@click.option("--dry-run", is_flag=True, help="Say what would go, and keep it.")
def run_command(dry_run: bool) -> None:
    """Delete files of cases decided long ago, old drafts, identities proven online and lists that ended. The worker takes the bytes off the disk at once."""
    gone = retention.run(dry_run=dry_run)
    click.echo("Would be deleted:" if dry_run else "Deleted:")
    click.echo(f"{gone.files} files and what was typed off papers, of {gone.cases} decided cases")
    click.echo(f"{gone.drafts} drafts that nobody went on with, with {gone.draft_files} files")
    click.echo(f"{gone.identities} identities proven online, whose proofs stay")
    click.echo(f"{gone.lists} lists of partners whose last day is over")
    click.echo(f"{gone.tries} tries to be found in a list, whose four weeks are over")
