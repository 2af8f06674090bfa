"""A picture drawn again: its pixels come through, and nothing else. Runs in the child process only."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin  # noqa: F401  # phones' JPEGs, EXIF

from .limits import MAX_PIXELS, MAX_SIDE, Page, Reason, Unfit
from .sharpness import hard_to_read

Image.preinit()  # now: once the child is confined it can load no code
Image.MAX_IMAGE_PIXELS = None  # our own limit comes first and is lower
QUALITY = 88
FORMS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}


def learn_heic() -> None:
    """Have Pillow read what iPhones take. A library of its own, so it is loaded only where it is needed."""
    import pillow_heif

    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def draw(form: str, data: bytes) -> Iterator[Page]:
    """The one page of a picture: the first frame of a moving one, the main one of several.

    Raises Unfit; what Pillow raises for a broken file.
    """
    paper = upright(_opened(data, form))
    yield Page(as_jpeg(paper), hard_to_read(paper))


def upright(image: Image.Image) -> Image.Image:
    """`image` on white paper, no larger than we keep, the right way up."""
    image.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2)
    turned = ImageOps.exif_transpose(image)
    paper = Image.new("RGB", turned.size, "white")
    paper.paste(turned, mask=turned.getchannel("A") if "A" in turned.getbands() else None)
    return paper


def as_jpeg(paper: Image.Image) -> bytes:
    """Its pixels, without anything that came with it."""
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _opened(data: bytes, form: str) -> Image.Image:
    image: Image.Image = Image.open(BytesIO(data), formats=[form])
    if image.width * image.height > MAX_PIXELS:
        raise Unfit(Reason.TOO_MANY_PIXELS)
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is read small
    return _plain(image)


def _plain(image: Image.Image) -> Image.Image:
    """`image` in a mode that can be made smaller: palettes and 16 bits of grey cannot."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGB", "RGBA", "L", "LA"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
