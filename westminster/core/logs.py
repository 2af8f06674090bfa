"""The log of a process: one JSON object a line, on standard error."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any, TextIO

OURS = "westminster"


def to_stderr() -> None:
    """Have every process log alike, whatever its server or a library set up before."""
    logging.basicConfig(handlers=[handler()], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)


def handler(stream: TextIO | None = None) -> logging.Handler:
    """From INFO on what we say ourselves, from WARNING on what libraries say: theirs can hold addresses."""
    made = logging.StreamHandler(stream)
    made.setFormatter(Line())
    made.addFilter(lambda record: record.levelno >= logging.WARNING or record.name.startswith(OURS))
    return made


class Line(logging.Formatter):
    """A message that is a JSON object becomes part of the line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "by": record.name, **_said(record.getMessage())}
        if record.exc_info and record.exc_info[1]:
            line |= _failed(record.exc_info[1])
        return json.dumps(line)


def _said(message: str) -> dict[str, Any]:
    try:
        said = json.loads(message)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"message": message}


def _failed(error: BaseException) -> dict[str, Any]:
    """What went wrong and where. Not the error's own text: a database's says which values it refused."""
    names, cause = [type(error).__name__], error.__cause__ or error.__context__
    while cause is not None:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)
    return {"error": " from ".join(names), "trace": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}
