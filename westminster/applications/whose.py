"""Which application a page is about: that for the card, or that for the fact in the address."""

from typing import Any

from flask import Blueprint, current_app, g, url_for

from ..core.errors import NotFound
from ..proofs.rules import CATEGORIES
from .models import Application

# The same pages under two names: with no fact in the address they are about the card.
_FOR_A_FACT = {"apply": "prove", "evidence": "prove_evidence", "status": "prove_status"}


def told_by_address(bp: Blueprint) -> None:
    """Its pages keep the fact of their address in `g.fact`, None for the card; so do their links to each other."""
    bp.url_value_preprocessor(_take)
    bp.url_defaults(_give)
    bp.before_request(_know)


def link(endpoint: str, application: Application, **values: Any) -> str:
    """A page about this application; `endpoint` is that of the page about the card."""
    if application.category is None:
        return url_for(endpoint, **values)
    feature, _, name = endpoint.partition(".")
    return url_for(f"{_FOR_A_FACT[feature]}.{name}", slug=application.category, **values)


def _take(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.fact = (values or {}).pop("slug", None)


def _give(endpoint: str, values: dict[str, Any]) -> None:
    if g.get("fact") and current_app.url_map.is_endpoint_expecting(endpoint, "slug"):
        values.setdefault("slug", g.fact)


def _know() -> None:
    if g.fact is not None and g.fact not in CATEGORIES:
        raise NotFound
