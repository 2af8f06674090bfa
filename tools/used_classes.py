"""Which class names the pages can use: read from templates, macros and forms, never guessed."""

import re
from pathlib import Path

from jinja2 import Environment, meta

ROOT = Path(__file__).resolve().parent.parent
CLASS = re.compile(r"(?<![\w-])(?:govuk|mw|js)-[\w!-]+")
STAFF_LAYOUT = "staff_layout.html"
# Words of the design that a page may use before the next build; spacing helpers are many, so not all of those.
VOCABULARY = {
    "govuk-body",
    "govuk-body-",
    "govuk-button-group",
    "govuk-details",
    "govuk-details_",
    "govuk-heading-",
    "govuk-inset-text",
    "govuk-link-",
    "govuk-list",
    "govuk-list-",
    "govuk-panel",
    "govuk-panel_",
    "govuk-panel-",
    "govuk-tag-",
    "govuk-visually-hidden",
    "govuk-!-margin-bottom-",
    "govuk-!-margin-top-",
    "govuk-!-width-",
    "govuk-!-font-weight-bold",
    "govuk-input--width-",
}


def by_audience(env: Environment, pages: list[str]) -> dict[str, set[str]]:
    """The class tokens of "resident" and "staff" pages; a token with a dash or underscore at its end is a beginning.

    A staff page is one built on the staff layout; what only staff pages import is theirs alone.
    `pages` are the names of all our own templates.
    """
    needs = _needs(env, pages)
    staff_pages = {page for page in pages if STAFF_LAYOUT in _extends(env, page)}
    of_staff = _with_all_they_need(staff_pages, needs)
    of_residents = _with_all_they_need(
        {page for page in pages if page not in of_staff or (page in _bases(env, pages) and page != STAFF_LAYOUT)}, needs
    )
    shared = _in_files(sorted(ROOT.glob("westminster/**/*.py")) + sorted(ROOT.glob("static/src/*.js")))
    return {
        "resident": VOCABULARY | shared | _in_templates(env, of_residents),
        "staff": shared | _in_templates(env, of_staff),
    }


def covers(tokens: set[str], name: str) -> bool:
    """Whether `name` is one of `tokens`, or begins with one that templates complete."""
    return name in tokens or any(name.startswith(token) for token in tokens if token[-1] in "-_")


def tokens_in(text: str) -> set[str]:
    return set(CLASS.findall(text))


def _needs(env: Environment, pages: list[str]) -> dict[str, set[str]]:
    needs: dict[str, set[str]] = {}
    waiting = list(pages)
    while waiting:
        name = waiting.pop()
        if name in needs:
            continue
        needs[name] = {other for other in meta.find_referenced_templates(env.parse(_source(env, name))) if other}
        waiting.extend(needs[name])
    return needs


def _with_all_they_need(pages: set[str], needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(pages)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(needs[name])
    return found


def _extends(env: Environment, page: str) -> list[str]:
    """The layouts under `page`, nearest first."""
    found: list[str] = []
    while match := re.search(r"{%-? extends \"([^\"]+)\"", _source(env, page)):
        page = match[1]
        found.append(page)
    return found


def _bases(env: Environment, pages: list[str]) -> set[str]:
    return {layout for page in pages for layout in _extends(env, page)}


def _source(env: Environment, name: str) -> str:
    assert env.loader
    return env.loader.get_source(env, name)[0]


def _in_templates(env: Environment, names: set[str]) -> set[str]:
    return set().union(*(tokens_in(re.sub(r"{#.*?#}", "", _source(env, name), flags=re.DOTALL)) for name in names))


def _in_files(paths: list[Path]) -> set[str]:
    return set().union(*(tokens_in(path.read_text()) for path in paths))
