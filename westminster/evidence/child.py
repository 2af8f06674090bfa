"""`python -m westminster.evidence.child TYPE`: one file on stdin, its pages as JPEG on stdout.

Each page comes after its length in four bytes. Exit status 0: that was all; a `Reason`: unfit; any
other, a signal too: it went wrong, and nothing that came may be used.
"""

import resource
import struct
import sys
from collections.abc import Callable, Iterator

from .limits import MAX_BYTES, Unfit

MEGABYTE = 1024 * 1024
LIMITS = {  # memory, seconds, bytes written to files, open files, processes, dumps
    resource.RLIMIT_AS: 768 * MEGABYTE,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 3,  # what is open already: no file, no socket more
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_CORE: 0,
}


def main(media_type: str) -> int:
    draw = _drawer(media_type)
    _confine()
    data = sys.stdin.buffer.read(MAX_BYTES)
    try:
        for page in draw(data):
            sys.stdout.buffer.write(struct.pack(">I", len(page)) + page)
    except Unfit as unfit:
        return unfit.reason
    sys.stdout.buffer.flush()
    return 0


def _drawer(media_type: str) -> Callable[[bytes], Iterator[bytes]]:
    """Loads only what this type needs, and all of that: once confined, no file can be opened."""
    if media_type == "application/pdf":
        from . import papers

        return papers.draw
    from . import pictures

    return {"image/jpeg": pictures.draw_jpeg, "image/png": pictures.draw_png}[media_type]


def _confine() -> None:
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
