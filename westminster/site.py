"""The application, put together: the one module that knows every feature."""

import importlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request, url_for
from flask_login import current_user
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from .accounts import sessions
from .accounts.act_rules import acts_of
from .accounts.browser import this_browser
from .applications.whose import link
from .core import db, gates, problems, settings, templating
from .core.settings import Settings
from .core.words import N_, Words
from .evidence import keeping
from .gateways import clamd
from .sources import asking

ROOT = Path(__file__).resolve().parent.parent
BLUEPRINTS = (
    "home.routes:bp",
    "home.card_routes:bp",
    "home.account_routes:bp",
    "home.stopping_routes:bp",
    "home.email_sign_in_routes:bp",
    "home.again_routes:bp",
    "home.ways_routes:bp",
    "home.take_over_routes:bp",
    "home.health_routes:bp",
    "home.people_routes:bp",
    "home.rules_routes:bp",
    "accounts.routes:bp",
    "accounts.staff_routes:bp",
    "accounts.staff_team_routes:bp",
    "accounts.roles_routes:bp",
    "accounts.session_routes:bp",
    "accounts.session_routes:staff",
    "accounts.staff_recovery_routes:bp",
    "accounts.two_person_routes:bp",
    "accounts.work_routes:bp",
    "applications.check_routes:bp",
    "applications.prove_routes:bp",
    "applications.routes:bp",
    "applications.proving_routes:bp",
    "applications.evidence_routes:bp",
    "applications.status_routes:bp",
    "applications.look_again_routes:bp",
    "renewals.routes:bp",
    "applications.follow_routes:bp",
    "casework.routes:bp",
    "casework.owner_routes:bp",
    "casework.several_routes:bp",
    "casework.filter_routes:bp",
    "casework.keys_routes:bp",
    "casework.identity_routes:bp",
    "helping.start_routes:bp",
    "helping.more_routes:bp",
    "helping.routes:bp",
    "oversight.routes:bp",
    "casework.waiting_routes:bp",
    "household.routes:bp",
    "household.routes:helpers",
    "household.staff_routes:bp",
    "home.child_card_routes:bp",
    "home.child_show_routes:bp",
    "life.routes:bp",
    "life.staff_routes:bp",
    "services.routes:bp",
    "services.routes:own",
    "sources.staff_routes:bp",
    "sources.list_routes:bp",
    "cards.routes:bp",
    "wallets.routes:bp",
    "wallets.routes:public",
    "verification.routes:bp",
)
# The pages of one application once more, for one fact: their name and where they are.
FOR_A_FACT = (
    ("applications.evidence_routes:bp", "prove_evidence", "/prove/<slug>/evidence"),
    ("applications.status_routes:bp", "prove_status", "/prove/<slug>"),
)
DEMO_BLUEPRINTS = ("demo.routes:bp",)
COMMANDS = (
    "accounts.cli:staff_cli",
    "audit.cli:audit_cli",
    "core.cli:db_cli",
    "core.cli:serve_command",
    "core.cli:work_command",
    "places.cli:postcodes_cli",
    "cards.cli:keys_cli",
    "evidence.cli:evidence_cli",
    "casework.cli:retention_cli",
    "sources.cli:council_tax_cli",
)
DEMO_COMMANDS = ("demo.cli:demo_cli",)
JOBS = (
    "core.jobs",
    "accounts.jobs",
    "proofs.jobs",
    "sources.jobs",
    "messages.jobs",
    "evidence.jobs",
    "wallets.jobs",
    "openings.jobs",
    "applications.jobs",
    "renewals.jobs",
    "casework.jobs",
    "life.jobs",
    "household.jobs",
    "helping.jobs",
    "oversight.jobs",
)
DEMO_JOBS = ("demo.jobs",)


def create_app(chosen: Settings | None = None) -> Flask:
    """The portal under `chosen` settings, by default those of the environment."""
    known = chosen or Settings.from_environ(os.environ)
    settings.install(known)
    known.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    db.connect(known.database_url)
    app = Flask(__name__, static_folder=None, template_folder=str(ROOT / "templates"), root_path=str(ROOT))
    app.secret_key = known.secret_key
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]  # none is async; it would look each time
    if not known.demo:
        keeping.keys()
    clamd.connect()  # says at once that its address makes no sense
    asking.check_agencies()
    app.extensions["settings"] = known
    templating.init_app(app, known)  # first: whoever asks for jinja_env before makes it without our options
    Htmx(app)
    gates.init_app(app, known)
    problems.init_app(app)
    sessions.init_app(app)
    if known.trust_proxy:
        hops = known.trust_proxy
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    _add_features(app, known)
    app.context_processor(_frame)
    app.teardown_request(_give_back_connection)
    return app


def _add_features(app: Flask, known: Settings) -> None:
    for place in BLUEPRINTS + (DEMO_BLUEPRINTS if known.demo else ()):
        app.register_blueprint(_load(place))
    for place, name, prefix in FOR_A_FACT:
        app.register_blueprint(_load(place), name=name, url_prefix=prefix)
    app.jinja_env.globals["link"] = link
    for place in COMMANDS + (DEMO_COMMANDS if known.demo else ()):
        app.cli.add_command(_load(place))
    for module in JOBS + (DEMO_JOBS if known.demo else ()):
        importlib.import_module(f"westminster.{module}")


def _load(place: str) -> Any:
    module, name = place.split(":")
    return getattr(importlib.import_module(f"westminster.{module}"), name)


@dataclass(frozen=True, eq=False)
class Place:
    """One entry of the navigation."""

    text: Words
    href: str
    current: bool


@cache
def _navigation(roles: frozenset[str], here: str | None) -> tuple[Place, ...]:
    """Where the reader can go from anywhere, by who they are; made once for each page there is."""
    if "staff" in roles:
        entries = [(text, endpoint) for text, endpoint, act in STAFF_NAVIGATION if act is None or act in acts_of(roles)]
    else:
        entries = list(NAVIGATION["resident" if "resident" in roles else "public"])
    return tuple(Place(text, url_for(endpoint), current=here == endpoint) for text, endpoint in entries)


@cache
def _footer() -> tuple[Place, ...]:
    return tuple(Place(text, url_for(endpoint), current=False) for text, endpoint in FOOTER)


def _frame() -> dict[str, Any]:
    """What the frame of every page needs: its navigation, its footer, whether it is a demonstration, when the session ends."""
    return {
        "demo": settings.current().demo,
        "nav": () if g.get("plain_page") else _navigation(current_user.roles, request.endpoint),
        "footer": _footer(),
        "session_ends": None if g.get("plain_page") else this_browser().ends,
    }


NAVIGATION = {
    "public": ((N_("Services"), "services.index"), (N_("Sign in"), "auth.sign_in")),
    "resident": (
        (N_("Card"), "card.show"),
        (N_("Services"), "services.index"),
        (N_("Messages"), "account.messages"),
        (N_("Account"), "account.show"),
    ),
}
# Each with the act that its reader may do; None is for all of them.
STAFF_NAVIGATION = (
    (N_("Cases"), "cases.queue", "cases.read"),
    (N_("Find a person"), "people.find", "people.open"),
    (N_("Help somebody apply"), "helping.start", "people.help"),
    (N_("Waiting"), "waiting.index", "papers.seen"),
    (N_("Second person"), "second.index", "second.decide"),
    (N_("Sources"), "sources.index", "sources.see"),
    (N_("Audit trail"), "oversight.index", "audit.read"),
    (N_("Unusual reading"), "oversight.flags", "audit.read"),
    (N_("Team"), "staff_team.index", "team.see"),
    (N_("Rules"), "staff_rules.index", None),
    (N_("Roles"), "staff_roles.index", None),
    (N_("Account"), "own_account.index", None),
    (N_("Sign out"), "staff_auth.ask_sign_out", None),
)
FOOTER = (
    (N_("Help and contact"), "home.contact"),
    (N_("Accessibility"), "home.accessibility"),
    (N_("Privacy"), "home.privacy"),
    (N_("Cookies"), "home.cookies"),
)


def _give_back_connection(_: BaseException | None) -> None:
    """PostgreSQL connections go back to the pool; a thread keeps its SQLite connection."""
    if not db.is_sqlite() and not db.database.in_transaction():
        db.database.close()
