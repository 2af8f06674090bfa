"""Who is at the browser: Flask-Login's `current_user`, read from our session and from nowhere else."""

from dataclasses import dataclass

from flask_login import AnonymousUserMixin, LoginManager

from .browser import this_browser


@dataclass(frozen=True)
class User:
    """Somebody who is signed in. `get_id()` names them in logs and, until they are known better, in the audit trail."""

    account_id: int
    roles: frozenset[str]
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"account:{self.account_id}"


class Nobody(AnonymousUserMixin):
    account_id = None
    roles: frozenset[str] = frozenset()


class Login(LoginManager):
    """Without the library's remember cookie, session protection and after_request hook.

    They would be a second way in, a hash per request and a query on pages that need none.
    """

    anonymous_user = Nobody

    def _load_user(self) -> None:
        here = this_browser()
        self._update_request_context_with_user(user_of(here.account_id, here.realm))


def user_of(account_id: int | None, realm: str | None) -> User | None:
    """None for a realm nobody can sign in to."""
    if account_id is None or realm != "resident":
        return None
    return User(account_id, frozenset({"resident"}))
