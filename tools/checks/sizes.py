"""Files and functions past the size where we stop and split by idea (docs/style.md)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "westminster/**/*.py": 300,
    "templates/**/*.html": 120,
    "tests/**/*.py": 500,
    "a11y/*.py": 500,
    "tools/**/*.py": 300,
}
FUNCTION = 40


def too_long() -> Iterator[str]:
    for pattern, limit in FILES.items():
        for path in sorted(ROOT.glob(pattern)):
            lines = len(path.read_text().splitlines())
            if lines > limit:
                yield f"{path.relative_to(ROOT)} has {lines} lines, {limit} is the limit"


def long_functions() -> Iterator[str]:
    for path in sorted((ROOT / "westminster").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION:
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} is longer than {FUNCTION} lines"


def main() -> int:
    faults = [*too_long(), *long_functions()]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
