"""What comes back of PDFs, good and hostile, through the real child process."""

import resource

import pytest

from tests.evidence import made
from westminster.core.errors import Refused
from westminster.evidence import rules
from westminster.evidence.inspection import draw

LOCKED, ACTIVE = rules.UNFIT[rules.Reason.LOCKED], rules.UNFIT[rules.Reason.ACTIVE]
RED_HALF = b"1 0 0 rg 0 0 100 100 re f"
SCRIPT = "<</S/JavaScript/JS(app.alert\\(1\\))>>"


def served(data):
    pages = [page.jpeg for page in draw([data], "application/pdf")]
    assert not [page for page in pages if b"SECRET" in page or b"Script" in page]
    images = [made.opened(page) for page in pages]
    assert {(image.format, image.mode) for image in images} == {("JPEG", "RGB")}
    return images


def refused(data):
    with pytest.raises(Refused) as caught:
        list(draw([data], "application/pdf"))
    assert caught.value.field == "file"
    return caught.value.words


def served_or_refused(data):
    try:
        return served(data)
    except Refused as refusal:
        if refusal.words != rules.FAILED:
            raise
        return []


def test_a_page_is_drawn_as_it_looks():
    (image,) = served(made.drawn_pdf(RED_HALF))
    assert image.size == (556, 278)
    assert image.getpixel((100, 100))[0] > 240 > 20 > image.getpixel((100, 100))[1]
    assert min(image.getpixel((500, 100))) > 240


def test_text_in_a_font_that_is_not_in_the_file_is_drawn():
    content = b"BT /F1 40 Tf 10 30 Td (Bill) Tj ET"
    (image,) = served(made.drawn_pdf(content, resources="/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"))
    assert image.convert("L").getextrema()[0] < 40


def test_what_was_typed_into_a_form_is_drawn():
    """Council forms are filled in on a computer; a blank one would prove nothing."""
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(X)/Rect[0 0 200 100]/AP<</N 5 0 R>>/F 4/P 3 0 R>>"
    look = made.stream(b"0 g 0 0 200 100 re f", "/Type/XObject/Subtype/Form/BBox[0 0 200 100]")
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Annots[4 0 R]>>"
    (image,) = served(made.pdf(field, look, page=page, catalog="/AcroForm<</Fields[4 0 R]>>"))
    assert max(image.getpixel((250, 130))) < 40


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_drawn_upright(turn):
    page = made.PAGE.replace("/MediaBox", f"/Rotate {turn}/MediaBox")
    (image,) = served(made.pdf(page=page))
    assert (image.width > image.height) == (turn in (0, 180))


def test_thirty_pages_are_taken_and_thirty_one_are_not():
    assert len(served(made.pdf(pages="[" + "3 0 R " * 30 + "]", count=30))) == 30
    too_long = made.pdf(pages="[" + "3 0 R " * 31 + "]", count=31)
    assert refused(too_long) == rules.UNFIT[rules.Reason.TOO_MANY_PAGES]


@pytest.mark.parametrize(
    ("box", "size"),
    [("0 0 595 842", (1653, 2339)), ("0 0 14400 14400", (3000, 3000)), ("0 0 14400 1", (3000, 1)), ("0 0 1 1", (3, 3))],
)
def test_pages_of_any_size_are_drawn_small_enough(box, size):
    (image,) = served(made.pdf(page=made.PAGE.replace("0 0 200 100", box)))
    assert all(abs(a - b) <= 1 for a, b in zip(image.size, size, strict=True))


PLACES = {
    "catalog /OpenAction script": made.pdf(catalog=f"/OpenAction{SCRIPT}"),
    "catalog /AA": made.pdf(catalog=f"/AA<</WC{SCRIPT}>>"),
    "catalog /Names /JavaScript": made.pdf(catalog=f"/Names<</JavaScript<</Names[(a){SCRIPT}]>>>>"),
    "catalog /Names /EmbeddedFiles": made.pdf(
        "<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>",
        made.stream(b"MZ", "/Type/EmbeddedFile"),
        catalog="/Names<</EmbeddedFiles<</Names[(a.exe)4 0 R]>>>>",
    ),
    "an embedded file alone": made.pdf(made.stream(b"MZ", "/Type/EmbeddedFile")),
    "a file specification with /EF": made.pdf("<</Type/Filespec/F(a.exe)/EF<<>>>>"),
    "a form in XFA": made.pdf(catalog="/AcroForm<</Fields[]/XFA[(a)4 0 R]>>"),
    "page /AA": made.pdf(page=made.PAGE.replace("/MediaBox", f"/AA<</O{SCRIPT}>>/MediaBox")),
    "a link that starts a program": made.pdf("<</Type/Annot/Subtype/Link/A<</S/Launch/F(cmd.exe)>>>>"),
    "a button that sends the form": made.pdf("<</Type/Annot/Subtype/Widget/A<</S/SubmitForm/F(http://a)>>>>"),
    "a button that takes data in": made.pdf("<</Type/Annot/Subtype/Widget/A<</S/ImportData/F(a)>>>>"),
    "rich media": made.pdf("<</Type/Annot/Subtype/RichMedia/RichMediaContent<<>>>>"),
    "an attachment on the page": made.pdf("<</Type/Annot/Subtype/FileAttachment/FS 5 0 R>>"),
    "a chain that begins with a place": made.pdf(catalog=f"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next{SCRIPT}>>"),
    "an open action of another file": made.pdf(catalog="/OpenAction<</S/GoToR/F(a.pdf)/D[0/Fit]>>"),
    "an open action that asks the web": made.pdf(catalog="/OpenAction<</S/URI/URI(http://a)>>"),
    "a script that nothing uses": made.pdf(SCRIPT),
    "deep in arrays": made.pdf("[" * 20 + SCRIPT + "]" * 20),
    "in a stream's dictionary": made.pdf(made.stream(b"x", f"/A{SCRIPT}")),
    "in the trailer": made.pdf(trailer=f"/Info<</AA{SCRIPT}>>"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_pdf_that_does_something_is_refused(place):
    assert refused(PLACES[place]) == ACTIVE


@pytest.mark.parametrize("place", sorted(set(PLACES) - {"in the trailer"}))
def test_it_is_found_in_object_streams_too(place):
    """Objects that nothing uses fall away when a PDF is written again, so each is hung on the catalog first."""
    data = PLACES[place].replace(b"/Type/Catalog", b"/Type/Catalog/X 4 0 R")
    assert refused(made.in_object_streams(data)) == ACTIVE


@pytest.mark.parametrize(
    "data",
    [
        made.pdf("<</S/J#61vaScript/J#53(app.alert\\(1\\))>>"),
        made.pdf("<</#4a#61#76#61#53#63#72#69#70#74 1>>"),
        made.pdf(catalog="/Open#41ction<</S/J#61vaScript>>"),
        made.pdf("<</S/L#61unch>>"),
        made.pdf("<</Type/Annot/Subtype/Rich#4dedia>>"),
        made.pdf(catalog="/#41A<<>>"),
        made.pdf(catalog="/AcroForm<</#58FA()>>"),
    ],
)
def test_a_name_in_disguise_is_the_same_name(data):
    assert refused(data) == ACTIVE


@pytest.mark.parametrize(
    "action",
    ["[3 0 R/Fit]", "[3 0 R/XYZ 0 100 1]", "<</S/GoTo/D[3 0 R/Fit]>>", "<</Type/Action/S/GoTo/D(start)>>", "(start)"],
)
def test_saying_where_to_open_the_file_is_harmless(action):
    assert len(served(made.pdf(catalog=f"/OpenAction{action}"))) == 1


def test_links_and_bookmarks_are_harmless():
    link = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://bank.example)>>>>"
    page = made.PAGE.replace("/MediaBox", "/Annots[4 0 R]/MediaBox")
    assert len(served(made.pdf(link, page=page, catalog="/PageMode/UseOutlines/Outlines<</Count 0>>"))) == 1


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_locked_pdf_is_refused(user):
    assert refused(made.locked_pdf(user)) == LOCKED


@pytest.mark.parametrize("tail", [b"<script>alert('SECRET')</script>", b"PK\x03\x04SECRET", b"\n\n"])
def test_what_hangs_behind_a_pdf_is_dropped(tail):
    assert len(served(made.pdf() + tail)) == 1


def test_a_pdf_that_is_a_web_page_too_is_served_as_a_picture():
    data = made.pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7<script>alert('SECRET')</script>\n")
    assert len(served(data)) == 1


MEGABYTE = b"\0" * 1024 * 1024
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 200 100]"
IMAGE = "/Type/XObject/Subtype/Image/Width 50000/Height 50000/BitsPerComponent 8/ColorSpace/DeviceRGB"
BOMBS = {
    "a picture of 50,000 by 50,000": lambda: made.drawn_pdf(
        b"200 0 0 100 0 0 cm /I Do", made.stream(b"\0" * 9_000_000, IMAGE), resources="/XObject<</I 5 0 R>>"
    ),
    "a content stream of spaces": lambda: made.drawn_pdf(made.packed(b" " * 1_000_000, 900)),
    "a content stream that draws on and on": lambda: made.drawn_pdf(
        made.packed(b"0 0 200 100 re f* 1 1 50 50 re f* " * 10_000, 200)
    ),
    "a stream packed twice": lambda: made.drawn_pdf(made.packed(MEGABYTE, 900, twice=True)),
    "an object stream of zeros": lambda: made.pdf(
        made.packed(MEGABYTE, 900).replace(b"<<", b"<</Type/ObjStm/N 1/First 900000000", 1)
    ),
    "arrays without a floor": lambda: made.pdf("[" * 1_000_000),
    "a page tree that is its own child": lambda: made.pdf(pages="[2 0 R]"),
    "pages that say they are a billion": lambda: made.pdf(count=10**9),
    "a form that draws itself": lambda: made.drawn_pdf(
        b"/F Do",
        made.stream(b"/F Do /F Do", f"{FORM}/Resources<</XObject<</F 5 0 R>>>>"),
        resources="/XObject<</F 5 0 R>>",
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_as_a_small_picture_or_a_refusal(bomb):
    """And the memory of the portal stays as it was: the child alone bears it."""
    data = BOMBS[bomb]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert all(max(image.size) <= 3000 for image in served_or_refused(data))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-",
        b"%PDF-1.7\n" + b"\xff" * 1000,
        made.pdf()[:-150],
        made.pdf()[:60],
        made.pdf(pages="[]", count=0),
        made.pdf(pages="[99 0 R]"),
        made.pdf(page=made.PAGE.replace("0 0 200 100", "0 0 0 0")),
        made.pdf().replace(b"/Root 1 0 R", b"/Root 9 0 R"),
        made.pdf().replace(b"/Type/Catalog", b"/Type/Kitchen").replace(b"/Pages 2 0 R", b""),
        made.picture(),
    ],
)
def test_a_broken_pdf_is_refused_or_drawn_but_never_a_fault(data):
    served_or_refused(data)
