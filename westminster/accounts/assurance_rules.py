"""How surely a provider knows who is there: what we asked for, and whether its answer says less."""

import json
from collections.abc import Mapping
from typing import Any


def why_too_low(asked: Mapping[str, Any], told: Mapping[str, Any], moment: float, skew: int) -> str | None:
    """Our word for an id_token that says less than `asked` for, or None. `moment` is in seconds since 1970.

    What was not asked for is not checked. Source: RFC 8485, 4; OpenID Connect Core, 2 and 3.1.2.1.
    """
    if "vtr" in asked and _credential(told.get("vot")) not in [_credential(one) for one in _list(asked["vtr"])]:
        return "vot"
    if "acr_values" in asked and told.get("acr") not in str(asked["acr_values"]).split():
        return "acr"
    if "max_age" in asked and not is_fresh(told.get("auth_time"), int(asked["max_age"]), moment, skew):
        return "auth_time"
    return None


def _list(vtr: Any) -> list[Any]:
    """`vtr` is a list, or the text of one."""
    found = json.loads(vtr) if isinstance(vtr, str) else vtr
    return found if isinstance(found, list) else [found]


def _credential(vector: Any) -> frozenset[str]:
    """The part of a vector of trust about how somebody signed in: "Cl.Cm.P2" has Cl and Cm.

    GOV.UK One Login tells this part only; how surely it knows the person is in the token of the identity.
    """
    parts = vector.split(".") if isinstance(vector, str) else ()
    return frozenset(part for part in parts if part.startswith("C"))


def is_fresh(auth_time: Any, max_age: int, moment: float, skew: int) -> bool:
    """Whether somebody showed who they are at most `max_age` seconds ago; not where the provider does not say when."""
    known = isinstance(auth_time, int | float) and not isinstance(auth_time, bool)
    return known and moment - auth_time <= max_age + skew
