"""What phones take as HEIC, through the real child process: as other pictures, and as unable to hurt."""

import re
import struct
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from tests.evidence.test_rules_pictures import LEFT_OVERS, near, refused, served
from westminster.core.errors import Refused
from westminster.evidence import rules
from westminster.evidence.inspection import draw

HEIC = "image/heic"


def heic(*pictures: Image.Image, **saving) -> bytes:
    out = BytesIO()
    made = pillow_heif.HeifFile()
    for picture in pictures:
        made.add_from_pillow(picture)
    made.save(out, quality=90, enc_params={"preset": "ultrafast"}, **saving)
    return out.getvalue()


def plain(size=(60, 40), colour="red", mode="RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def halves() -> Image.Image:
    upright = plain((80, 40), "blue")
    upright.paste("red", (0, 0, 40, 40))
    return upright


def turned(orientation: int) -> bytes:
    """80 by 40 when upright, red at the upright left; a note says which way to turn it, and more."""
    back = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    way = back[orientation]
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, "SECRET PHOTOGRAPHER"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 40.0), 3: "W", 4: (0.0, 8.0, 11.0)}
    return heic(halves().transpose(way) if way is not None else halves(), exif=exif.tobytes(), xmp=b"<x>SECRET</x>")


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_is_upright_and_forgets_where_it_was_taken(orientation):
    data = turned(orientation)
    assert b"SECRET" in data
    image = served(data, HEIC)
    assert image.size == (80, 40)
    assert near(image.getpixel((5, 20)), (254, 0, 0))
    assert near(image.getpixel((75, 20)), (0, 0, 254))


def test_what_makes_it_heic_is_in_its_first_bytes():
    assert rules.media_type(heic(plain())[: rules.HEAD_BYTES], "IMG_0001.HEIC") == HEIC
    assert rules.media_type(heic(plain())[: rules.HEAD_BYTES], "IMG_0001.jpg") == rules.WRONG_NAME
    assert rules.media_type(b"\xff\xd8\xff\xe0" + b"\0" * 8, "IMG_0001.heic") == rules.WRONG_NAME


@pytest.mark.parametrize("brand", [b"avif", b"isom", b"mp42", b"qt  ", b"M4V "])
def test_a_film_and_an_unknown_picture_in_the_same_box_are_not_taken(brand):
    assert rules.media_type(b"\0\0\0\x1cftyp" + brand, "film.heic") == rules.WRONG_TYPE


def test_of_several_pictures_the_main_one_is_kept():
    data = heic(plain(colour="blue"), plain(colour="red"), plain(colour="green"), primary_index=1)
    assert near(served(data, HEIC).getpixel((30, 20)), (254, 0, 0))


def test_what_is_clear_is_white_as_paper():
    assert near(served(heic(plain(mode="RGBA", colour=(0, 0, 0, 0))), HEIC).getpixel((30, 20)), (255, 255, 255))


def test_what_hangs_behind_it_is_dropped():
    assert served(heic(plain()) + b"PK\x03\x04SECRET", HEIC).size == (60, 40)


def test_the_largest_is_kept_smaller_within_the_memory_of_the_child():
    """The file is `heic(plain((8000, 5000)))`, which takes ten seconds to make."""
    assert served(Path(__file__).with_name("largest.heic").read_bytes(), HEIC).size == (3000, 1875)


def test_too_many_pixels_are_refused_before_they_are_unpacked():
    assert refused(saying((64, 64), (8001, 5000)), HEIC) == rules.UNFIT[rules.Reason.TOO_MANY_PIXELS]


def saying(size: tuple[int, int], told: tuple[int, int]) -> bytes:
    """A picture that says of all its parts that they have another size than they have."""
    data = bytearray(heic(plain(size)))
    for found in re.finditer(b"ispe", bytes(data)):
        data[found.end() + 4 : found.end() + 12] = struct.pack(">II", *told)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        heic(plain((600, 400)))[:-40],
        heic(plain())[:200],
        heic(plain())[:12],
        heic(plain())[:12] + b"<script>alert('SECRET')</script>" * 99,
        heic(plain())[:40] + b"\xff" * 5000,
        saying((60, 40), (0, 0)),
        saying((60, 40), (60_000, 40_000)),
        saying((600, 400), (6_000, 4_000)),
        Image.new("RGB", (9, 9)).tobytes(),
    ],
)
def test_what_is_broken_is_refused_or_only_a_picture(data):
    """The decoder may mend what is cut off: then what it drew is all there is."""
    try:
        pages = list(draw([data], HEIC))
    except Refused:
        return
    assert not [mark for mark in LEFT_OVERS if mark in pages[0].jpeg]
