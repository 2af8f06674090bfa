"""The bytes of an upload on their way to the child: looked at, counted and hashed as they pass, kept nowhere."""

import hashlib
from collections.abc import Iterator
from typing import IO

from ..core.errors import Refused
from .limits import MAX_BYTES
from .rules import FIELD, HEAD_BYTES, TOO_LARGE

CHUNK_BYTES = 64 * 1024


class Upload:
    """`head` is known at once; `size` and `sha256` when all chunks have been taken, which can be done again."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.head = stream.read(HEAD_BYTES)

    def __iter__(self) -> Iterator[bytes]:
        """Raises Refused at the first byte too many."""
        self._stream.seek(0)
        self._hash, self.size = hashlib.sha256(), 0
        while chunk := self._stream.read(CHUNK_BYTES):
            self.size += len(chunk)
            if self.size >= MAX_BYTES:
                raise Refused(TOO_LARGE, FIELD)
            self._hash.update(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()
