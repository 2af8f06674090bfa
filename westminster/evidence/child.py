"""`python -m westminster.evidence.child TYPE`: one file on stdin, its pages as JPEG on stdout.

Each page comes after its length in four bytes and a fifth that is 1 when it is hard to read. Exit status 0: that was all; a `Reason`: unfit; any
other, a signal too: it went wrong, and nothing that came may be used.
"""

import resource
import struct
import sys
from collections.abc import Callable, Iterator
from functools import partial

from .limits import MAX_BYTES, Page, Unfit

HEIC = "image/heic"
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
    _confine(threads=media_type == HEIC)
    data = sys.stdin.buffer.read(MAX_BYTES)
    try:
        for page in draw(data):
            sys.stdout.buffer.write(struct.pack(">I?", len(page.jpeg), page.hard_to_read) + page.jpeg)
    except Unfit as unfit:
        return unfit.reason
    sys.stdout.buffer.flush()
    return 0


def _drawer(media_type: str) -> Callable[[bytes], Iterator[Page]]:
    """Loads only what this type needs, and all of that: once confined, no file can be opened."""
    if media_type == "application/pdf":
        from . import papers

        return papers.draw
    from . import pictures

    if media_type == HEIC:
        pictures.learn_heic()
    return partial(pictures.draw, pictures.FORMS[media_type])


def _confine(*, threads: bool = False) -> None:
    """The decoder of HEIC starts a thread, which counts as a process; `inspection` ends what it may leave."""
    for limit, most in LIMITS.items():
        if threads and limit == resource.RLIMIT_NPROC:
            continue
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
