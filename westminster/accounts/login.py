"""Who is at the browser: Flask-Login's `current_user`, read from our session and from nowhere else."""

from dataclasses import dataclass

from flask_login import AnonymousUserMixin, LoginManager

from .act_rules import acts_of
from .browser import this_browser
from .staff import REALM as STAFF
from .staff import actor_of, roles_of


@dataclass(frozen=True)
class User:
    """Somebody who is signed in. `get_id()` names them in logs and in the audit trail, a resident until known better."""

    account_id: int
    roles: frozenset[str]
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def acts(self) -> frozenset[str]:
        """What they may do: keys of act_rules.ACTS."""
        return acts_of(self.roles)

    def get_id(self) -> str:
        return actor_of(self.account_id) if STAFF in self.roles else f"account:{self.account_id}"


class Nobody(AnonymousUserMixin):
    account_id = None
    roles: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()


class Login(LoginManager):
    """Without the library's remember cookie, session protection and after_request hook.

    They would be a second way in, a hash per request and a query on pages that need none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.anonymous_user = Nobody

    def _load_user(self) -> None:
        here = this_browser()
        self._update_request_context_with_user(user_of(here.account_id, here.realm))


def user_of(account_id: int | None, realm: str | None) -> User | None:
    """None for nobody, and for who works here no more. What staff may do is asked anew for every page."""
    if account_id is None:
        return None
    if realm == STAFF:
        roles = roles_of(account_id)
        return None if roles is None else User(account_id, roles | {STAFF})
    return User(account_id, frozenset({"resident"})) if realm == "resident" else None
