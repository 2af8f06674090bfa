"""A PDF checked, then drawn page by page. Runs in the child process only."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

from .limits import MAX_PAGES, MAX_SIDE, Page, Reason, Unfit
from .pictures import as_jpeg, upright

DOTS_PER_POINT = 200 / 72
# Names that start something, or bring something along. Source: ISO 32000-2, 7.11.4, 12.6 and 13.6.
ACTIVE = frozenset(
    {
        "/AA",
        "/EF",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/FileAttachment",
        "/ImportData",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/RichMedia",
        "/RichMediaContent",
        "/RichMediaExecute",
        "/SubmitForm",
        "/XFA",
    }
)


def draw(data: bytes) -> Iterator[Page]:
    """Each page, in order; none is said to be hard to read, as a page may be empty. Raises Unfit; what qpdf and PDFium raise for a broken file."""
    with pypdfium2.PdfDocument(_checked(data)) as pdf:
        pdf.init_forms()  # else what was typed into a form would not be drawn
        for page in pdf:
            scale = min(DOTS_PER_POINT, MAX_SIDE / max(page.get_size()))
            yield Page(as_jpeg(upright(page.render(scale=scale).to_pil())))
            page.close()


def _checked(data: bytes) -> bytes:
    """The PDF as qpdf understood it, so that what is drawn is what was checked."""
    pdf = _opened(data)
    if any(_starts_something(thing) for thing in _things(pdf)):
        raise Unfit(Reason.ACTIVE)
    if len(pdf.pages) > MAX_PAGES:
        raise Unfit(Reason.TOO_MANY_PAGES)
    out = BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(data))
    except (pikepdf.PasswordError, pikepdf.QpdfRuntimeError) as error:
        # The second: to decrypt, qpdf wants random bytes from a device, and here it can open none.
        if b"/Encrypt" not in data:
            raise
        raise Unfit(Reason.LOCKED) from error
    if pdf.is_encrypted:
        raise Unfit(Reason.LOCKED)
    return pdf


def _things(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Everything in the file, also what no page uses: dictionaries, and the names in them."""
    waiting: list[object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Name | pikepdf.Dictionary | pikepdf.Stream):
            yield thing
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [value for value in dict(thing.items()).values() if _is_direct(value)]
        elif isinstance(thing, pikepdf.Array):
            waiting += [item for item in thing if _is_direct(item)]


def _is_direct(value: object) -> bool:
    """Whether `value` stands here; what is kept elsewhere is met in the list of all objects."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _starts_something(thing: pikepdf.Object) -> bool:
    if isinstance(thing, pikepdf.Name):
        return str(thing) in ACTIVE
    keys = set(thing.keys())
    return bool(keys & ACTIVE) or ("/OpenAction" in keys and not _only_goes_to_a_page(thing["/OpenAction"]))


def _only_goes_to_a_page(action: pikepdf.Object) -> bool:
    """Word processors write where a file opens: a place, or one GoTo. That does nothing in a picture."""
    if isinstance(action, pikepdf.Dictionary):
        return action.get("/S") == "/GoTo" and "/Next" not in action
    return True
