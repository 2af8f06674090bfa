"""`flask staff`: the first of the team, and a way back in when nobody can sign in."""

import click
from flask.cli import AppGroup

from ..core.errors import NotFound, Refused
from . import staff, staff_team
from .act_rules import ROLES
from .emails import parse_email

staff_cli = AppGroup("staff", help="Who works here.")


@staff_cli.command("invite")
@click.argument("email")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(list(ROLES)), help="May be repeated.")
@click.option("--name", help="Full name. By default what stands before the @.")
def invite(email: str, roles: tuple[str, ...], name: str | None) -> None:
    """Print a link with which EMAIL sets up how they sign in. It works once, for 24 hours."""
    try:
        _, token = staff_team.invite(email, name or _name_in(email), roles, actor="system")
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(staff_team.link_address(token))


@staff_cli.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new link for EMAIL, who is on the team: for a lost phone, a forgotten password or another work account."""
    try:
        token = staff_team.new_link(staff.named(parse_email(email)).account_id, actor="system")
    except NotFound as error:
        raise click.ClickException(f"Nobody on the team has the email address {email}") from error
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(staff_team.link_address(token))


@staff_cli.command("roles")
@click.argument("email")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(list(ROLES)), help="May be repeated.")
def roles(email: str, roles: tuple[str, ...]) -> None:
    """Give EMAIL, who is on the team, these roles and no others."""
    try:
        staff_team.change_roles(staff.named(parse_email(email)).account_id, roles, actor="system")
    except NotFound as error:
        raise click.ClickException(f"Nobody on the team has the email address {email}") from error
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused


def _name_in(email: str) -> str:
    """Hana Clarke from hana.clarke@example.com."""
    return email.partition("@")[0].replace(".", " ").replace("_", " ").strip().title()
