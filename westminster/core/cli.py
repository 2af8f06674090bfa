"""Commands that run the portal: migrate, serve, work."""

import os

import click
from flask.cli import AppGroup, ScriptInfo, pass_script_info, with_appcontext

from . import db, logs, server, settings, worker

db_cli = AppGroup("db", help="The database.")


@db_cli.command("migrate")
@click.option("--down-to", metavar="NAME", help="Go back instead, through and including this migration.")
def migrate(down_to: str | None) -> None:
    """Bring the tables up to date."""
    runner = db.runner(db.MIGRATIONS)
    names = runner.down(down_to) if down_to else runner.up()
    click.echo("\n".join(names) or "Nothing to do: the tables are up to date.")


@click.command("serve")
@click.option("--processes", default=1, show_default=True, help="How many share the port; sessions need no affinity.")
# Not fewer: those who wait for a provider, or have a file checked, hold some of them. See accounts.visits.
@click.option("--threads", type=click.IntRange(min=8), default=8, show_default=True)
@pass_script_info
def serve_command(info: ScriptInfo, processes: int, threads: int) -> None:
    """Answer requests on HOST and PORT until stopped."""
    logs.to_stderr()
    app = info.load_app()
    known = settings.current()
    server.serve(app, known.host, known.port, processes, threads)


@click.command("work")
@with_appcontext
def work_command() -> None:
    """Do what the outbox holds, until stopped. Any number of workers may run."""
    logs.to_stderr()
    click.echo(f"worker {os.getpid()} started")
    worker.main()
