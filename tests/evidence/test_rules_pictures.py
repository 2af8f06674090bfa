"""What comes back of pictures, good and hostile, through the real child process."""

import struct
import zlib

import pytest

from tests.evidence import made
from westminster.core.errors import Refused
from westminster.evidence import rules
from westminster.evidence.inspection import draw

ZIP_TAIL = b"PK\x03\x04" + b"SECRET" * 40
HTML_TAIL = b"<html><script>alert('SECRET')</script></html>"
LEFT_OVERS = (b"SECRET", b"Exif", b"http", b"xmp", b"<script", b"PK\x03\x04", b"ICC")


def served(data, media_type):
    """The one page that is kept, read as a browser would."""
    ((page, _),) = draw([data], media_type)
    assert not [mark for mark in LEFT_OVERS if mark in page]
    assert page.endswith(b"\xff\xd9")
    image = made.opened(page)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return image


def refused(data, media_type):
    with pytest.raises(Refused) as caught:
        list(draw([data], media_type))
    assert caught.value.field == "file"
    return caught.value.words


def near(pixel, colour):
    return all(abs(a - b) <= 12 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_and_forgets_where_it_was_taken(orientation):
    image = served(made.noted_photo(orientation), "image/jpeg")
    assert image.size == (80, 40)
    assert near(image.getpixel((5, 20)), (254, 0, 0))
    assert near(image.getpixel((75, 20)), (0, 0, 254))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("tail", [ZIP_TAIL, HTML_TAIL, made.pdf(), b"\0" * 100_000])
def test_what_hangs_behind_a_picture_is_dropped(form, tail):
    image = served(made.picture(form) + tail, f"image/{form.lower()}")
    assert image.size == (60, 40)


def test_what_hides_in_the_comments_of_a_picture_is_dropped():
    data = made.picture("JPEG", comment=b"*/=alert('SECRET')/*" + ZIP_TAIL)
    assert served(data, "image/jpeg").size == (60, 40)


def test_a_moving_picture_stands_still():
    assert near(served(made.moving_picture(), "image/png").getpixel((30, 20)), (254, 0, 0))


def test_a_print_shop_s_colours_are_translated():
    """CMYK in the file, and inverted as Adobe's programs write it."""
    data = made.picture("JPEG", mode="CMYK", colour=(0, 255, 255, 0), quality=95)
    assert near(served(data, "image/jpeg").getpixel((30, 20)), (254, 0, 0))


@pytest.mark.parametrize(("value", "grey"), [(0, 0), (128, 128), (255, 255)])
def test_sixteen_bits_of_grey_keep_their_tone(value, grey):
    data = made.picture(mode="I;16", colour=value * 257)
    assert near(served(data, "image/png").getpixel((30, 20)), (grey, grey, grey))


def test_sixteen_bits_of_colour_keep_their_tone():
    line = b"\0" + struct.pack(">HHH", 0xFFFF, 0x8080, 0) * 60
    data = made.png(made.png_header(60, 40, bits=16), (b"IDAT", zlib.compress(line * 40)))
    assert near(served(data, "image/png").getpixel((30, 20)), (255, 128, 0))


@pytest.mark.parametrize(
    "data",
    [
        made.picture(mode="RGBA", colour=(0, 0, 0, 0)),
        made.picture(mode="LA", colour=(0, 0)),
        made.picture(mode="P", colour=0, transparency=0),
        made.picture(mode="L", colour=255),
        made.picture(mode="1", colour=1),
    ],
)
def test_what_is_clear_is_white_as_paper(data):
    assert near(served(data, "image/png").getpixel((30, 20)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "I;16"])
def test_the_largest_picture_is_kept_smaller(mode):
    assert served(made.picture(size=(8000, 5000), mode=mode, colour=1), "image/png").size == (3000, 1875)


def test_a_large_photo_is_kept_smaller():
    assert served(made.picture("JPEG", size=(5000, 8000)), "image/jpeg").size == (1875, 3000)


def test_one_pixel_is_a_picture():
    assert served(made.picture(size=(1, 1)), "image/png").size == (1, 1)


def test_a_line_too_thin_to_make_smaller_is_still_a_picture():
    assert served(made.picture(size=(30_000, 1)), "image/png").size == (3000, 1)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (made.picture(size=(8001, 5000)), "image/png"),
        (made.png(made.png_header(50_000, 50_000), (b"IDAT", zlib.compress(b"\0" * 10_000_000))), "image/png"),
        (made.picture("JPEG", size=(8001, 5000), colour="white"), "image/jpeg"),
    ],
)
def test_too_many_pixels_are_refused_before_they_are_unpacked(data, media_type):
    assert refused(data, media_type) == rules.UNFIT[rules.Reason.TOO_MANY_PIXELS]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (made.picture("JPEG", size=(600, 400))[:-200], "image/jpeg"),
        (made.picture(size=(600, 400))[:-100], "image/png"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\x89PNG\r\n\x1a\n" + HTML_TAIL, "image/png"),
        (b"\x89PNG\r\n\x1a\n<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\xff\xd8\xff\xe0" + b"\xff" * 5000, "image/jpeg"),
        (made.picture("JPEG"), "image/png"),
        (made.picture("GIF"), "image/png"),
        (made.png(made.png_header(0, 0)), "image/png"),
        (made.png(made.png_header(2**31 - 1, 1), (b"IDAT", b"")), "image/png"),
        (
            made.png(made.png_header(60, 40), (b"zTXt", b"a\0\0" + zlib.compress(b"A" * 500_000_000, 9))),
            "image/png",
        ),
    ],
)
def test_a_broken_picture_is_refused(data, media_type):
    assert refused(data, media_type) in (rules.FAILED, rules.UNFIT[rules.Reason.TOO_MANY_PIXELS])
