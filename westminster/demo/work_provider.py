"""The demo provider of work accounts: the same protocol as residents', the claims of Entra ID, its own people."""

from typing import Any

from flask import render_template

from ..accounts.act_rules import ROLES
from . import colleagues
from .provider import NOBODY, Provider, Somebody, with_persona


class WorkProvider(Provider):
    name = "work_provider"

    def find(self, slug: str) -> Somebody | None:
        return colleagues.find(slug)

    def choose(self) -> str:
        choices = [(one, with_persona(one.slug)) for one in colleagues.WITH_WORK_ACCOUNT]
        return render_template("demo/choose_work.html", choices=choices, roles=ROLES, cancel=with_persona(NOBODY))

    def beside(self, somebody: Somebody) -> dict[str, Any]:
        """Source: Microsoft identity platform, ID token claims reference."""
        assert isinstance(somebody, colleagues.Colleague)  # noqa: S101  # as `find` gives them
        return {"tid": colleagues.TENANT, "oid": somebody.object_id, "ver": "2.0"}
