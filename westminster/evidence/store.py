"""Where sealed bytes lie: a folder outside the web root, under random names that say nothing."""

import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..core import settings
from ..core.errors import GatewayDown
from ..core.settings import SettingsError

SYSTEM = "evidence store"


class Folder:
    """Files in folders two levels deep. A name is in place whole and safe from a power cut, or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Raises GatewayDown when the disk is full or away."""
        draft, place = self._draft(name), self._place(name)
        try:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (draft.parent, place.parent.parent, place.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(place)
            for folder in (place.parent, place.parent.parent, self._root):
                _sync(folder)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise GatewayDown(SYSTEM) from error

    def get(self, name: str) -> bytes:
        """Raises GatewayDown: a name that the database knows and the disk does not is a disk that is away."""
        try:
            return self._place(name).read_bytes()
        except OSError as error:
            raise GatewayDown(SYSTEM) from error

    def remove(self, names: Iterable[str]) -> None:
        """Names that are gone already are no fault."""
        for name in names:
            self._draft(name).unlink(missing_ok=True)
            self._place(name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[list[str]]:
        """Names last written before `moment`, drafts too, folder by folder."""
        for folder in sorted(self._root.glob("*")):
            names = [path.name for path in folder.rglob("*") if _written_before(path, moment)]
            if names:
                yield names

    def _place(self, name: str) -> Path:
        return self._root / name[:2] / name[2:4] / name

    def _draft(self, name: str) -> Path:
        return self._root / "drafts" / name


def new_name() -> str:
    """128 random bits in hexadecimal: also file systems without capitals keep them apart."""
    return secrets.token_hex(16)


def current() -> Folder:
    """The store of EVIDENCE_URL. Raises SettingsError for a kind of store that is not there."""
    parts = urlsplit(settings.current().evidence_url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not parts.path.strip("/"):
        raise SettingsError("EVIDENCE_URL must be file:///a/folder")
    return Folder(Path(unquote(parts.path)))


def _sync(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _written_before(path: Path, moment: datetime) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:  # removed while we looked
        return False
