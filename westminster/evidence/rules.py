"""Which files are taken, under which name they are shown, and what is said of the others."""

import re
import unicodedata

from ..core.words import N_, Words
from .limits import MAX_FILES, MAX_PAGES, Reason

# First bytes and endings of the name, by media type. HEIC: its size, then "ftyp" and the brands of still pictures in
# ISO/IEC 23008-12, annex B.4, and of their containers.
TYPES = {
    "application/pdf": (rb"%PDF-", ("pdf",)),
    "image/jpeg": (rb"\xff\xd8\xff", ("jpg", "jpeg")),
    "image/png": (rb"\x89PNG\r\n\x1a\n", ("png",)),
    "image/heic": (rb"\0..[\x08-\xff]ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", ("heic", "heif", "hif")),
}
JPEG = b"\xff\xd8\xff"
FIELD = "file"  # the form's field that a refusal lands on
HEAD_BYTES = 12
MAX_NAME = 80
MAX_ENDING = 5  # longer than any that we take, so that cutting makes none of them

# Source of the wording: GOV.UK Design System, file upload, error messages.
WRONG_TYPE = N_("The selected file must be a PDF, JPG, HEIC or PNG")
WRONG_NAME = N_("The selected file is not what its name says – save it again, or send a photo of it")
EMPTY = N_("The selected file is empty")
TOO_LARGE = N_("The selected file must be smaller than 10MB")
TOO_LARGE_TOGETHER = N_("The selected files must be smaller than 10MB each and 50MB together")
FAILED = N_("The selected file could not be uploaded – try again or send another")
VIRUS = N_(
    "The selected file has a virus in it, so we did not keep it – take a photo of the paper and send that, "
    "or show it at a library"
)
BUSY = N_("Many people are sending files just now – try again in a minute")
TOO_MANY_FILES = N_("You can add up to %(most)s files – remove one before you add another", most=MAX_FILES)
TOO_OFTEN = N_("You have added many files in the last hour – try again in an hour")
UNFIT = {
    Reason.LOCKED: N_("The selected file is password protected – send a copy without a password, or a photo of it"),
    Reason.ACTIVE: N_("The selected file holds more than pages to read – print it to a new PDF, or send a photo of it"),
    Reason.TOO_MANY_PAGES: N_("The selected file must have %(most)s pages or fewer", most=MAX_PAGES),
    Reason.TOO_MANY_PIXELS: N_("The selected picture is too large – send a smaller copy or take it again"),
}


def media_type(head: bytes, name: str) -> str | Words:
    """What a file is by its first HEAD_BYTES bytes and its display name, which must agree; or why it is not taken."""
    if not head:
        return EMPTY
    for found, (magic, endings) in TYPES.items():
        if re.match(magic, head, re.DOTALL):
            return found if _ending(name) in endings else WRONG_NAME
    return WRONG_TYPE


def display_name(filename: str) -> str:
    """The name as we show it: no folders, nothing invisible or that turns text around, 80 characters."""
    last = re.split(r"[/\\]", filename)[-1]
    spaced = " ".join(unicodedata.normalize("NFC", last).split())
    shown = "".join(c for c in spaced if unicodedata.category(c)[0] != "C").strip()
    if len(shown) <= MAX_NAME:
        return shown
    end = f"….{_ending(shown)[:MAX_ENDING]}"
    return shown[: MAX_NAME - len(end)] + end


def _ending(name: str) -> str:
    """What stands after the last dot: the ending of bill.pdf.exe is exe."""
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot else ""
