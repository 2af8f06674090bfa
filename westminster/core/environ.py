"""What the environment says, one name at a time; an empty value is none."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class SettingsError(Exception):
    """A setting is missing or makes no sense. Says which, never its value."""


def secret(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if len(value) < 32:
        raise SettingsError(f"{name} must be set to 32 random characters or more")
    return value


def one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The first of `choices` where nothing is said."""
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}")
    return value


def whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} must be a whole number")
    return int(text)


def json_object(environ: Mapping[str, str], name: str) -> dict[str, Any]:
    """Empty where nothing is said."""
    try:
        value = json.loads(environ.get(name) or "{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise SettingsError(f"{name} must be a JSON object")
    return value


def group(environ: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    return {name.removeprefix(prefix): value for name, value in environ.items() if name.startswith(prefix) and value}


def text_of(environ: Mapping[str, str], name: str) -> str:
    """What is in the file that `name` is the path of; empty where it is not set."""
    path = environ.get(name)
    try:
        return Path(path).read_text() if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} must be the path of a text file that we may read") from error
