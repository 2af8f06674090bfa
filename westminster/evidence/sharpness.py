"""Whether a photo may be too hard to read: a hint for who took it, never a reason to refuse. In the child process only."""

from itertools import accumulate

from PIL import Image, ImageFilter, ImageOps

SMALL = 500  # pixels of the longer side: an A4 letter at 43 dots an inch
DARK = 60  # of 255: what nearly all of the picture is darker than
SOFT = 25  # of 128: how strong the strongest hundredth of the edges is
SIDE = 1_000  # what is measured is this large, so that every camera is measured alike
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def hard_to_read(image: Image.Image) -> bool:
    """Too small, too dark or without a sharp edge. The strongest edges count, as most of a table has none."""
    if max(image.size) < SMALL:
        return True
    grey = ImageOps.grayscale(image)
    grey.thumbnail((SIDE, SIDE), reducing_gap=2)
    if _nearly_all_below(grey) < DARK:
        return True
    edges = grey.filter(_LAPLACIAN).point(lambda value: abs(value - 128))
    return _nearly_all_below(edges) < SOFT


def _nearly_all_below(grey: Image.Image) -> int:
    """The level that 99 of 100 pixels do not exceed."""
    levels = grey.histogram()
    enough = sum(levels) * 0.99
    return next(level for level, seen in enumerate(accumulate(levels)) if seen >= enough)
