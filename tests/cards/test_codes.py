"""The codes on a card, read as a stranger's reader would."""

import cbor2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from tests.factories import make_card
from westminster.cards import codes, credential, keys, qr
from westminster.cards.credential import ends_at
from westminster.core.clock import now
from westminster.core.errors import NotFound
from westminster.core.ids import from_base32


def picture(drawing: qr.Drawing, scale: int = 4) -> Image.Image:
    """The path, stroked by our own hand: m moves, h draws to the right."""
    image = Image.new("L", (drawing.size * scale,) * 2, 255)
    pen = ImageDraw.Draw(image)
    start, *runs = drawing.path.split("m")
    assert start == f"M0 {qr.QUIET_ZONE}.5"
    x, y = 0, qr.QUIET_ZONE
    for run in runs:
        move, _, width = run.partition("h")
        dx, dy = map(int, move.split())
        x, y = x + dx, y + dy
        pen.rectangle((x * scale, y * scale, (x + int(width)) * scale - 1, (y + 1) * scale - 1), fill=0)
        x += int(width)
    return image


def scanned(drawing: qr.Drawing) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(picture(drawing))
    return found


@pytest.mark.parametrize("form", ["web", "pass", "print"])
def test_a_scanner_reads_the_address_of_the_look_up_page(form: str):
    code = codes.of(make_card().id, form)
    found = scanned(codes.drawing(code))
    assert found.text == codes.url(code) == f"HTTP://LOCALHOST/V/{code.token}"


@pytest.mark.parametrize("form", ["web", "pass", "print"])
def test_the_code_names_the_card_and_its_form_and_ends_with_the_card(form: str):
    card = make_card()
    claims = credential.read(codes.of(card.id, form).token, keys.find, now())
    assert claims.reference.hex() == card.reference
    assert claims.list_index == card.list_index
    assert claims.form == form
    assert claims.expires_at == ends_at(card.valid_until)


def test_the_code_says_nothing_about_the_person():
    card = make_card()
    payload = cbor2.loads(cbor2.loads(from_base32(codes.of(card.id, "web").token)).value[2])
    assert set(payload) == {1, 4, 6, 7, -65537}


def test_a_code_for_a_long_host_is_still_version_9(configure):
    configure(base_url="https://card.westminster.examples")
    code = codes.of(make_card().id, "web")
    assert len(codes.url(code)) <= 236  # a small place in the list takes fewer bytes
    assert codes.drawing(code).size <= 53 + 2 * qr.QUIET_ZONE


def test_a_code_is_drawn_when_it_is_first_shown_and_then_kept():
    card = make_card()
    assert codes.of(card.id, "web").path is None
    drawn = codes.shown(card.id)
    code = codes.of(card.id, "web")
    assert drawn == qr.draw(codes.url(code)) == qr.Drawing(code.path, code.size) == codes.shown(card.id)
    assert codes.of(card.id, "print").path is None


def test_a_drawing_is_small():
    assert len(codes.shown(make_card().id).path) < 5000


def test_an_unknown_card_or_form_is_not_found():
    with pytest.raises(NotFound):
        codes.of(make_card().id, "plastic")
    with pytest.raises(NotFound):
        codes.of(0, "web")
