"""A ZIP archive whose fixed files are packed once. The same files always give the same bytes.

Nothing is compressed: the pictures are already, and the rest is smaller than the time it would take.
Source: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
"""

import struct
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8_NAMES, _STORED = 20, 0x0800, 0
_TIME, _DATE = 0, 0x21  # midnight of 1 January 1980, the earliest there is


class Archive:
    def __init__(self, fixed: Mapping[str, bytes]) -> None:
        self._body, self._directory = _packed(fixed, 0)
        self._count = len(fixed)

    def with_files(self, files: Mapping[str, bytes]) -> bytes:
        """The whole archive: the fixed files, then these."""
        body, directory = _packed(files, len(self._body))
        count, size = self._count + len(files), len(self._directory) + len(directory)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, len(self._body) + len(body), 0)
        return b"".join((self._body, body, self._directory, directory, end))


def _packed(files: Mapping[str, bytes], offset: int) -> tuple[bytes, bytes]:
    """The files one after another, beginning at `offset`, and their lines in the directory."""
    body, directory = bytearray(), bytearray()
    for name, data in files.items():
        title, sum_, size = name.encode(), zlib.crc32(data), len(data)
        about = (_VERSION, _UTF8_NAMES, _STORED, _TIME, _DATE, sum_, size, size, len(title), 0)
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *about, 0, 0, 0, 0, offset + len(body)) + title
        body += _LOCAL.pack(b"PK\3\4", *about) + title + data
    return bytes(body), bytes(directory)
