"""CSV files as other systems write them: rows by the names of their columns, broken ones by their line.

UTF-8, with or without a byte order mark, any line ends. Nothing that is said about a row repeats what is in it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

MOST_CHARACTERS = 1_000  # of a cell that we read
_NOT_UTF8, _CONTROL = re.compile("[\ud800-\udfff]"), re.compile("[\x00-\x08\x0a-\x1f\x7f]")
Cells = dict[str, str]
T = TypeVar("T")


class BrokenFile(Exception):
    """The file is of another kind, or cannot be read on from `line`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


@dataclass(frozen=True)
class BrokenRow:
    """`line` is where the row begins, counted from 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def read(
    data: bytes, columns: tuple[str, ...], parse: Callable[[Cells], T], also: tuple[str, ...] = ()
) -> Iterator[tuple[int, T | BrokenRow]]:
    """The line and what `parse` makes of the cells of `columns`, for each row that is not empty.

    The header names the columns, in any order. Those of `also` may be missing, and are then empty; others are not
    looked at. A ValueError of `parse` is the reason
    of a broken row. Raises BrokenFile.
    """
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "surrogateescape"), newline=""), strict=True)
    try:
        header = [name.strip().lower().replace(" ", "_") for name in next(reader, [])]
        if missing := [name for name in columns if header.count(name) != 1]:
            raise BrokenFile(1, f"the first line must name each of these columns once: {', '.join(missing)}")
        if twice := [name for name in also if header.count(name) > 1]:
            raise BrokenFile(1, f"the first line names a column twice: {', '.join(twice)}")
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield line, _parsed(line, header, cells, columns + also, parse)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenFile(reader.line_num, f"this cannot be read on ({error})") from error


def _parsed(
    line: int, header: list[str], cells: list[str], columns: tuple[str, ...], parse: Callable[[Cells], T]
) -> T | BrokenRow:
    if len(cells) != len(header):
        return BrokenRow(line, f"number of cells: {len(cells)}, where the first line has {len(header)}")
    try:
        told = dict.fromkeys(columns, "") | dict(zip(header, cells, strict=True))
        return parse({name: _cell(name, told[name].strip()) for name in columns})
    except ValueError as error:
        return BrokenRow(line, str(error))


def _cell(name: str, text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"{name} has more than {MOST_CHARACTERS} characters")
    if _NOT_UTF8.search(text):
        raise ValueError(f"{name} is not UTF-8 text")
    if _CONTROL.search(text):
        raise ValueError(f"{name} has a line end or another character that cannot be shown")
    return text
