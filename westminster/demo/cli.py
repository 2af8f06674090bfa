"""`flask demo load`: fill an empty portal with a made-up city."""

import click
from flask.cli import AppGroup

from ..residents.models import Resident
from . import city
from .cases import load_cases
from .extract import load_extract
from .showing import load_shown
from .staff import load_staff

demo_cli = AppGroup("demo", help="The made-up city.")


@demo_cli.command("load")
@click.option("--residents", default=120, show_default=True, help="How many people beside the cast.")
@click.option("--seed", default=1, show_default=True, help="The same number makes the same city.")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is a resident already.")
def load(residents: int, seed: int, if_empty: bool) -> None:
    """Make the cast, people around them, and staff."""
    load_staff()
    load_extract()
    if if_empty and Resident.select().exists():
        click.echo("Nothing to do: there are residents already.")
    else:
        city.load(residents, seed)
        load_cases()
        load_shown()
