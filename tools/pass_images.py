"""The pictures of the wallet passes, drawn from our own mark: `python -m tools.pass_images` writes static/pass/."""

from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).resolve().parent.parent / "static" / "pass"
DOOR, BRASS, CLEAR = (75, 17, 69, 255), (244, 192, 78, 255), (0, 0, 0, 0)
FINE = 16  # drawn this much larger, then made small
STROKE = 4
GOOGLE_SIZE = 660  # the least that Google takes; it cuts a circle out of it
# The mark on its grid of 64, as in static/src/icon.svg: the half-round frame, the hub and the three bars.
LEFT, RIGHT, FOOT, MIDDLE = 8, 56, 46, 32
HUB = 7
BARS = (((32, 39), (32, 22)), ((37, 41), (49, 29)), ((27, 41), (15, 29)))


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for times, ending in ((1, ""), (2, "@2x"), (3, "@3x")):
        _save(icon(29 * times), f"icon{ending}.png")
        _save(logo(50 * times), f"logo{ending}.png")
    _save(icon(GOOGLE_SIZE), "mark.png")


def icon(size: int) -> Image.Image:
    """The mark on a door, square: the telephone rounds the corners."""
    return mark(DOOR).resize((size, size), Image.Resampling.LANCZOS)


def logo(height: int) -> Image.Image:
    """The mark alone, cut close; its colour is put under what is clear, so that edges do not darken."""
    drawn = mark((*BRASS[:3], 0))
    close = drawn.crop(tuple(FINE * edge for edge in (LEFT - 2, 16, RIGHT + 2, FOOT + 6)))
    return close.resize((round(height * close.width / close.height), height), Image.Resampling.LANCZOS)


def mark(ground: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("RGBA", (64 * FINE, 64 * FINE), ground)
    draw = ImageDraw.Draw(image)
    for radius in ((RIGHT - LEFT) / 2, HUB):
        outer = radius + STROKE / 2
        box = [FINE * edge for edge in (MIDDLE - outer, FOOT - outer, MIDDLE + outer, FOOT + outer)]
        draw.arc(box, 180, 360, fill=BRASS, width=STROKE * FINE)
    for start, end in (*BARS, ((LEFT - STROKE / 2, FOOT), (RIGHT + STROKE / 2, FOOT))):
        draw.line([(FINE * x, FINE * y) for x, y in (start, end)], fill=BRASS, width=STROKE * FINE)
    return image


def _save(image: Image.Image, name: str) -> None:
    few = image.quantize(64, method=Image.Quantize.FASTOCTREE)
    few.save(TARGET / name, optimize=True)
    print(f"{name:14} {(TARGET / name).stat().st_size:6,} bytes")


if __name__ == "__main__":
    main()
