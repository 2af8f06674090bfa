"""What the import contracts of pyproject.toml cannot say."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "westminster"
RULES = sorted(PACKAGE.glob("*/*rules.py"))
ROUTES = sorted(PACKAGE.glob("*/*routes.py"))
PURE_LIBRARIES = {"govuk_bank_holidays"}  # asked for the table that comes with it, never for a newer one


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, in full: `from .words import N_` in core is westminster.core.words."""
    package = ["westminster", path.parent.name]
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            names |= {module} if node.module else {f"{module}.{alias.name}" for alias in node.names}
    return names


def file_of(module: str) -> Path:
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.mark.parametrize("path", RULES, ids=place)
def test_rules_are_pure(path: Path):
    """Values in, answer out: the standard library, words and modules as pure as these, and nothing that asks the time."""
    waiting, seen = [path], {path, PACKAGE / "core" / "words.py"}
    while waiting:
        module = waiting.pop()
        for name in imported(module):
            assert name.partition(".")[0] in {"westminster", *PURE_LIBRARIES, *sys.stdlib_module_names}, (
                f"{place(module)} imports {name}"
            )
            if name.startswith("westminster.") and (further := file_of(name)) not in seen:
                seen.add(further)
                waiting.append(further)
        calls = {ast.unparse(n.func) for n in ast.walk(ast.parse(module.read_text())) if isinstance(n, ast.Call)}
        asked = calls & {"date.today", "datetime.now", "datetime.today", "time.time", "open", "input"}
        assert not asked, f"{place(module)} calls {asked}: today is an argument"


def test_every_file_of_routes_is_under_contract():
    """The contracts name files, because a wildcard there stands for a whole name only."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layered = {name.strip(" ()") for line in contracts[1]["layers"] for name in line.split(":")}
    forbidden = {name.removeprefix("westminster.*.") for name in contracts[2]["source_modules"]}
    for path in ROUTES:
        assert path.stem in layered, f"{path} has no layer"
        assert path.stem in forbidden, f"{path} may touch tables"


def test_every_feature_says_what_it_is_for():
    for path in PACKAGE.glob("*/__init__.py"):
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), f"{path.parent.name} has no sentence"
        assert len(tree.body) == 1, f"{path.parent.name}/__init__.py holds code"


def test_only_the_settings_read_the_environment():
    readers = {
        place(path)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    }
    # site hands the environment to Settings.from_environ; the demo makes one for its children.
    assert {name for name in readers if not name.startswith("westminster/demo/")} <= {"westminster/site.py"}


def test_migrations_are_frozen():
    """A migration that imported the package would change with it."""
    for path in (ROOT / "migrations").glob("*.py"):
        assert not [name for name in imported(path) if name.startswith("westminster")], path.name
        functions = {n.name for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)}
        assert {"up", "down"} <= functions, path.name


COME_WITH_FLASK = {"babel", "click", "itsdangerous", "markupsafe", "werkzeug"}
WORK_UNSEEN = {
    "argon2-cffi": "passlib's Argon2",
    "govuk-frontend-jinja": "templates, found by name",
    "psycopg": "peewee's PostgreSQL",
    "tzdata": "zoneinfo",
}


def test_what_we_import_is_what_we_declare():
    declared = {
        re.split(r"[=\[]", line)[0].lower()
        for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    }
    owners = packages_distributions()
    tops = {name.partition(".")[0] for path in PACKAGE.rglob("*.py") for name in imported(path)}
    used = {owner.lower().replace("_", "-") for top in tops for owner in owners.get(top, [])} - COME_WITH_FLASK
    assert used - declared == set(), "imported, but only there because something else needs it"
    assert declared - used == set(WORK_UNSEEN), "declared, but never imported"
