"""How one line is bound to the line before it."""

import hashlib
import json
from datetime import datetime

START = "0" * 64


def link(previous: str, at: datetime, *, act: str, actor: str, subject: str, detail: str) -> str:
    """The hash of a line: SHA-256, in hex, over the hash before it and its own columns.

    The columns go in as a JSON array, so that no text can pass for two.
    """
    columns = [previous, at.isoformat(timespec="microseconds"), act, actor, subject, detail]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()
