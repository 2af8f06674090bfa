"""The built files of static/dist: named by their content, kept for ever by browsers, packed beforehand."""

import json
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request

DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
PACKED = ("br", "gz")
_PLACE = "/static"
_ENCODINGS = {"br": "br", "gz": "gzip"}


def init_app(app: Flask) -> None:
    """Serve /static/<name>; every file is read once, when the process starts."""
    _contents()
    app.add_url_rule(f"{_PLACE}/<name>", "static", show, methods=["GET"])


def url(name: str) -> str:
    """The address of "resident.css" and the like. Raises KeyError for a file that was never built."""
    return f"{_PLACE}/{_manifest()[name]}"


def edition() -> str:
    """Another for each build."""
    return "".join(_manifest().values())


def show(name: str) -> Response:
    """Only names of the manifest exist, so that no path leads anywhere else."""
    contents = _contents()
    if name not in contents:
        abort(404)
    packed = next((kind for kind in PACKED if request.accept_encodings[_ENCODINGS[kind]]), "")
    response = Response(contents[name][packed], content_type=_content_type(name))
    if packed:
        response.content_encoding = _ENCODINGS[packed]
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _content_type(name: str) -> str:
    kind = {"js": "text/javascript", "css": "text/css"}.get(name.rpartition(".")[2]) or mimetypes.guess_type(name)[0]
    return f"{kind}; charset=utf-8"


@cache
def _manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names


@cache
def _contents() -> dict[str, dict[str, bytes]]:
    """By hashed name: the file ("") and its packed forms."""
    return {
        name: {"": (DIST / name).read_bytes()} | {kind: (DIST / f"{name}.{kind}").read_bytes() for kind in PACKED}
        for name in _manifest().values()
    }
