"""When we say that a photo may be hard to read, by photos made here. Seen once as pictures, then written down."""

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from westminster.evidence.inspection import draw
from westminster.evidence.sharpness import hard_to_read

PAPER, INK, TABLE = (240, 238, 230), (30, 30, 40), (90, 60, 40)


def letter(size=(2400, 3200), letters=40, lines=1.0) -> Image.Image:
    """A page of print, 12 points high as a phone takes it; `lines` of 1 are written on."""
    page = Image.new("RGB", size, PAPER)
    pen, font, chance = ImageDraw.Draw(page), ImageFont.load_default(letters), random.Random(1)
    for top in range(letters, int((size[1] - letters) * lines), int(letters * 1.6)):
        words = "".join(chance.choice("abcdefghij klmnopqrst 0123456789") for _ in range(int(size[0] / letters * 1.6)))
        pen.text((letters, top), words, fill=INK, font=font)
    return page


def card_on_a_table() -> Image.Image:
    photo = Image.new("RGB", (2400, 3200), TABLE)
    photo.paste(letter((1500, 950), 36), (400, 900))
    return photo


def blurred(photo: Image.Image, by: float) -> Image.Image:
    return photo.filter(ImageFilter.GaussianBlur(by))


def darker(photo: Image.Image, left: float) -> Image.Image:
    return ImageEnhance.Brightness(photo).enhance(left)


def taken(photo: Image.Image) -> Image.Image:
    """As a camera keeps it."""
    out = BytesIO()
    photo.save(out, "JPEG", quality=85)
    return Image.open(out).convert("RGB")


READABLE = {
    "a sharp page": letter,
    "a page with three lines": lambda: letter(lines=0.1),
    "a hand that shook a little": lambda: blurred(letter(), 2),
    "a card on a table": card_on_a_table,
    "a room with little light": lambda: darker(letter(), 0.3),
    "faded print": lambda: ImageEnhance.Contrast(letter()).enhance(0.25),
    "a page from a scanner of 100 dots an inch": lambda: letter((827, 1169), 14),
}
HARD = {
    "the same page blurred": lambda: blurred(letter(), 8),
    "a card on a table blurred": lambda: blurred(card_on_a_table(), 8),
    "a page at night": lambda: darker(letter(), 0.1),
    "a thumb on the lens": lambda: Image.new("RGB", (2400, 3200), (6, 4, 4)),
    "a tiny picture": lambda: letter().resize((240, 320)),
    "nothing at all": lambda: Image.new("RGB", (2400, 3200), "white"),
}


@pytest.mark.parametrize("photo", READABLE.values(), ids=READABLE)
def test_of_a_photo_that_can_be_read_nothing_is_said(photo):
    assert not hard_to_read(taken(photo()))


@pytest.mark.parametrize("photo", HARD.values(), ids=HARD)
def test_of_a_photo_that_is_hard_to_read_it_is_said(photo):
    assert hard_to_read(taken(photo()))


@pytest.mark.parametrize(("by", "hard"), [(0, False), (8, True)])
def test_the_child_says_it_with_the_page(by, hard):
    out = BytesIO()
    blurred(letter(), by).save(out, "JPEG")
    ((page, told),) = draw([out.getvalue()], "image/jpeg")
    assert told is hard
    assert page.startswith(b"\xff\xd8\xff")
