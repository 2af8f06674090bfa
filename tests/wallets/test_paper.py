from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from tests.browsing import Client
from tests.factories import make_card, make_proof, make_resident
from tests.wallets.conftest import names
from tests.wallets.test_rules_face import make_face
from westminster.cards.codes import of, url
from westminster.core.clock import today
from westminster.wallets.paper import printed
from westminster.wallets.sheet import sheet


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        page = document[0].get_textpage()
        return " ".join(page.get_text_range().replace("\u200b", "").replace("\ufffe", "").split())
    finally:
        document.close()


def picture_of(pdf: bytes, scale: float = 2) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=scale).to_pil()
    finally:
        document.close()


def elements(pdf: bytes) -> list[Any]:
    """(type, alternative text) of every part of the structure, in reading order."""
    found = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot)
    return found


def made(**face: Any) -> bytes:
    return printed(sheet(make_face(**face), "en", today()), today())


def test_the_pdf_can_be_read_by_a_screen_reader():
    pdf = made()
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as about:
            assert about["dc:title"] == "Your card on paper"
            assert about["pdfuaid:part"] == "1"
    parts = elements(pdf)
    kinds = [kind for kind, _ in parts]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 4
    assert kinds.count("/L") == 3
    alternatives = [text for kind, text in parts if kind == "/Figure"]
    assert alternatives == ["Code for the counter to scan. The number is W M N, 7 K 3 F, 9 Q 2 D, 4 X T."]


def test_the_pdf_is_in_the_readers_language():
    with pikepdf.open(BytesIO(printed(sheet(make_face(), "ar", today()), today()))) as document:
        assert str(document.Root.Lang) == "ar"


def test_a_sheet_of_the_demo_says_so():
    assert "Demo" in text_of(printed(sheet(make_face(), "en", today(), demo=True), today()))
    assert "Demo" not in text_of(made())


def test_the_same_sheet_is_the_same_file():
    assert made() == made()


def test_every_font_is_inside_and_the_page_is_a4():
    with pikepdf.open(BytesIO(made())) as document:
        page = document.pages[0]
        assert [round(float(edge)) for edge in page.mediabox] == [0, 0, 595, 842]
        for font in page.Resources.Font.values():
            (descendant,) = font.DescendantFonts
            assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
        # The only drawing of the code is its path: nothing blurs when it is printed larger.
        assert not [one for one in page.get("/Resources").get("/XObject", {}).values() if one.Subtype == "/Image"]


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_the_code_decodes_from_the_printed_sheet(scale: float):
    found = zxingcpp.read_barcodes(picture_of(made(), scale))
    assert [one.text for one in found] == [make_face().code]


@pytest.mark.parametrize("name", names())
def test_no_name_breaks_the_sheet(name: str):
    pdf = printed(sheet(make_face(name=" ".join(name.split())), "en", today()), today())
    assert "WMN-7K3F-9Q2D-4XT" in text_of(pdf)
    assert zxingcpp.read_barcodes(picture_of(pdf))[0].text == make_face().code


@pytest.mark.parametrize("name", ["Amina Rahman", "W" * 70, "Nguyễn Thị Ánh", "\\ #panic() *b* $x$"])
def test_a_name_is_printed_whole(name: str):
    shown = text_of(made(name=name))
    assert name.replace(" ", "") in shown.replace(" ", "")


def test_a_name_that_no_font_can_draw_is_left_as_a_line_to_write_on():
    linear_b = "\U00010000\U00010001"
    shown = text_of(made(name=linear_b))
    assert linear_b not in shown
    assert "Write your name on the line." in shown
    assert "Write your name" not in text_of(made())


def test_the_page_prints_what_the_pdf_does(client: Client):
    resident = make_resident(full_name="Amina Rahman")
    make_proof(resident)
    card = make_card(resident)
    client.sign_in(resident.account_id)
    page = client.get_page("/card/print")
    answer = client.get("/card/print.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mywestminster-card.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    on_paper = text_of(answer.data)
    for words in ("Amina Rahman", card.number, "Libraries", "Printed 20 November 2026. Good until 19 November 2027."):
        assert words in page.text
        assert words in on_paper
    assert zxingcpp.read_barcodes(picture_of(answer.data))[0].text == url(of(card.id, "print"))


@pytest.mark.parametrize("name", names())
def test_no_name_breaks_the_page(client: Client, name: str):
    card = make_card(make_resident(full_name=name))
    client.sign_in(card.resident.account_id)
    client.get_page("/card/print")


@pytest.mark.parametrize("address", ["/card/print", "/card/print.pdf"])
def test_a_card_that_does_not_work_is_not_printed(client: Client, address: str):
    card = make_card(status="stopped")
    client.sign_in(card.resident.account_id)
    assert client.get_page(address).h1 == "Your card"


@pytest.mark.parametrize("address", ["/card/print", "/card/print.pdf"])
def test_without_a_card_there_is_nothing_to_print(client: Client, address: str):
    client.sign_in(make_resident().account_id)
    client.get_page(address, status=404)


@pytest.mark.parametrize("address", ["/card/print", "/card/print.pdf", "/card/apple.pkpass", "/card/google"])
def test_strangers_are_asked_to_sign_in(client: Client, address: str):
    answer = client.get(address)
    assert answer.status_code == 303
    assert "sign-in" in answer.headers["Location"]
