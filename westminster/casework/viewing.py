"""The evidence viewer: which page of which file is shown, how large and which way up. All of it in links."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..core.errors import NotFound
from ..evidence.models import EvidenceFile
from .models import CaseSeen
from .service import Case, can_be_read

SIZES = (100, 150, 200, 300)  # per cent of the column
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True)
class View:
    """`seen` is what was written of this file, None before."""

    file: EvidenceFile
    page: int
    size: int
    turn: int
    readable: bool
    seen: CaseSeen | None

    @property
    def known(self) -> dict[str, Any]:
        """What fills the form about the file: what was written, else the kind that the person chose."""
        names = ("kind", "name", "address", "dated_on", "ends_on")
        return {name: getattr(self.seen, name) for name in names} if self.seen else {"kind": self.file.kind}

    def link(self, **changes: Any) -> dict[str, Any]:
        """The values of an address that shows the file with `changes`."""
        now = {"paper": self.file.public_id, "page": self.page, "size": self.size, "turn": self.turn}
        usual = {"page": 1, "size": SIZES[0], "turn": TURNS[0]}
        return {name: value for name, value in (now | changes).items() if usual.get(name) != value}

    @property
    def larger(self) -> int | None:
        return next((size for size in SIZES if size > self.size), None)

    @property
    def smaller(self) -> int | None:
        return next((size for size in reversed(SIZES) if size < self.size), None)

    @property
    def turned(self) -> int:
        return (self.turn + 90) % 360


def view_of(case: Case, args: Mapping[str, str], paper: str | None = None) -> View | None:
    """What the address asks for, else the newest file not read yet; None without files. Raises NotFound for another's."""
    read = {row.evidence for row in case.seen}
    newest = case.files[::-1]
    in_turn = [file for file in newest if file.public_id not in read] + newest
    wanted = paper or args.get("paper")
    file = next((file for file in in_turn if wanted in (None, file.public_id)), None)
    if file is None:
        if wanted:
            raise NotFound
        return None
    number = min(max(_number(args, "page", 1), 1), file.pages)
    size, turn = _number(args, "size", SIZES[0]), _number(args, "turn", TURNS[0])
    return View(
        file,
        number,
        size if size in SIZES else SIZES[0],
        turn if turn in TURNS else TURNS[0],
        can_be_read(file, number),
        next((row for row in case.seen if row.evidence == file.public_id), None),
    )


def _number(args: Mapping[str, str], name: str, usual: int) -> int:
    text = args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else usual
