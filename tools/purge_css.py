"""Cut a style sheet to the classes that pages use. For GOV.UK Frontend's built file: no strings with braces in it."""

import re
from collections.abc import Callable, Iterator

NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")


def purge(css: str, keep: Callable[[set[str]], bool]) -> str:
    """`css` with only the selectors whose classes `keep` wants; what `:not()` names does not count."""
    return "".join(_kept(css, keep))


def classes_in(css: str) -> set[str]:
    """Every class that `css` has a rule for, unescaped."""
    return {name for prelude, body in _blocks(css) for name in _classes_of(prelude, body)}


def _classes_of(prelude: str, body: str) -> set[str]:
    return classes_in(body) if prelude.startswith(("@media", "@supports")) else _classes(prelude)


def _kept(css: str, keep: Callable[[set[str]], bool]) -> Iterator[str]:
    for prelude, body in _blocks(css):
        if not body or "\\0" in prelude:  # nothing, or a condition that only Internet Explorer reads
            continue
        if prelude.startswith(("@media", "@supports")):
            if inner := purge(body, keep):
                yield f"{prelude}{{{inner}}}"
        elif prelude.startswith("@"):
            yield f"{prelude}{{{body}}}"
        elif selectors := [s for s in _selectors(prelude) if keep(_classes(s))]:
            yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before the brace, what stands inside it) of each block at the top of `css`."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    start = depth = opened = 0
    for place, sign in ((m.start(), m[0]) for m in re.finditer("[{}]", css)):
        depth += 1 if sign == "{" else -1
        if sign == "{" and depth == 1:
            opened = place
        elif sign == "}" and depth == 0:
            yield css[start:opened].strip(), css[opened + 1 : place].strip()
            start = place + 1


def _selectors(prelude: str) -> list[str]:
    return re.split(r",(?![^(]*\))", prelude)


def _classes(selector: str) -> set[str]:
    return {name.replace("\\", "") for name in re.findall(r"\.((?:\\.|[\w-])+)", NOT.sub("", selector))}
