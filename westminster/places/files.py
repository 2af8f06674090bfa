"""The files that postcodes come in, read row by row and checked before anything is written.

Three shapes: ours for Westminster (postcode, ward, lat, lon), ours for its neighbours (postcode,
authority_code, authority), and Code-Point Open as Ordnance Survey gives it, which has no header.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .rules import parse_postcode
from .wards import COUNCILS, WARDS, WESTMINSTER

Row = dict[str, Any]


class BrokenFile(Exception):
    """A row that cannot be right, or a file of another kind; says which line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


def read(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a file as columns of `Postcode`. Raises BrokenFile at the first bad one.

    Bytes that are not UTF-8 must come as lone surrogates, so that their line can be named.
    Rows of Code-Point Open outside London are left out: unknown is not outside.
    """
    reader = csv.reader(lines, strict=True)
    seen: set[str] = set()
    try:
        first = next(reader, [])
        parse = _shape(first)
        rows = reader if parse is not _code_point else _again(first, reader)
        for cells in rows:
            row = _checked(parse, cells, reader.line_num) if cells else None
            if row is None:
                continue
            if row["postcode"] in seen:
                raise BrokenFile(reader.line_num, f"the postcode {row['postcode']} is in the file twice")
            seen.add(row["postcode"])
            yield row
    except csv.Error as error:
        raise BrokenFile(reader.line_num, str(error)) from error


def _again(first: Sequence[str], rest: Iterator[list[str]]) -> Iterator[Sequence[str]]:
    yield first
    yield from rest


def _shape(first: Sequence[str]) -> Callable[[Sequence[str]], Row | None]:
    header = [cell.strip().lower() for cell in first]
    if header in (["postcode", "ward", "lat", "lon"], ["postcode", "authority_code", "authority"]):
        return _westminster if len(header) == 4 else _neighbour
    if len(first) == 10 and parse_postcode(first[0]):
        return _code_point
    raise BrokenFile(1, "this is not a file of postcodes we know")


def _checked(parse: Callable[[Sequence[str]], Row | None], cells: Sequence[str], line: int) -> Row | None:
    try:
        "".join(cells).encode()
        return parse(cells)
    except UnicodeEncodeError as error:
        raise BrokenFile(line, "this is not UTF-8 text") from error
    except ValueError as error:
        raise BrokenFile(line, str(error)) from error


def _row(postcode: str, ward: str | None, council_code: str, council: str, place: tuple[float, float] | None) -> Row:
    known = parse_postcode(postcode)
    if known is None:
        raise ValueError(f"{postcode!r} is not a postcode")
    latitude, longitude = place or (None, None)
    return {
        "postcode": known,
        "ward": ward,
        "council_code": council_code,
        "council": council,
        "latitude": latitude,
        "longitude": longitude,
    }


def _westminster(cells: Sequence[str]) -> Row:
    postcode, ward, latitude, longitude = cells
    return _row(postcode, _ward(ward), WESTMINSTER, COUNCILS[WESTMINSTER], _position(latitude, longitude))


def _neighbour(cells: Sequence[str]) -> Row:
    postcode, code, council = (cell.strip() for cell in cells)
    if len(code) != 9 or not code.isalnum() or not council:
        raise ValueError(f"{code!r} is not the code of a council")
    return _row(postcode, None, code, COUNCILS.get(code, council), None)


def _code_point(cells: Sequence[str]) -> Row | None:
    """Columns: PC PQ EA NO CY RH LH CC DC WC. Eastings are left out: nothing asks for them yet."""
    postcode, _, _, _, _, _, _, _, code, ward = cells
    if code not in COUNCILS:
        return None
    return _row(postcode, _ward(ward) if code == WESTMINSTER else None, code, COUNCILS[code], None)


def _ward(code: str) -> str:
    if code not in WARDS:
        raise ValueError(f"{code!r} is not a ward of Westminster")
    return code


def _position(latitude: str, longitude: str) -> tuple[float, float]:
    """Degrees, WGS84. Raises ValueError outside Great Britain."""
    place = float(latitude), float(longitude)
    if not (49 <= place[0] <= 61 and -9 <= place[1] <= 2):
        raise ValueError(f"{latitude}, {longitude} is not in Great Britain")
    return place
