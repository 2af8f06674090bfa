"""A picture drawn again: its pixels come through, and nothing else. Runs in the child process only."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin  # noqa: F401  # phones' JPEGs, EXIF

from .limits import MAX_PIXELS, MAX_SIDE, Reason, Unfit

Image.preinit()  # now: once the child is confined it can load no code
Image.MAX_IMAGE_PIXELS = None  # our own limit comes first and is lower
QUALITY = 88


def draw_jpeg(data: bytes) -> Iterator[bytes]:
    """The one page of a JPEG. Raises Unfit; what Pillow raises for a broken file."""
    yield _drawn(data, "JPEG")


def draw_png(data: bytes) -> Iterator[bytes]:
    """The one page of a PNG, the first frame of an animated one. Raises as `draw_jpeg`."""
    yield _drawn(data, "PNG")


def as_jpeg(image: Image.Image) -> bytes:
    """`image` on white paper, no larger than we keep, without anything that came with it."""
    image.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2)
    upright = ImageOps.exif_transpose(image)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _drawn(data: bytes, form: str) -> bytes:
    image: Image.Image = Image.open(BytesIO(data), formats=[form])
    if image.width * image.height > MAX_PIXELS:
        raise Unfit(Reason.TOO_MANY_PIXELS)
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is read small
    return as_jpeg(_plain(image))


def _plain(image: Image.Image) -> Image.Image:
    """`image` in a mode that can be made smaller: palettes and 16 bits of grey cannot."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGB", "RGBA", "L", "LA"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
