"""The code as a drawing for paper."""

from markupsafe import Markup

from ..cards.qr import draw

_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" class="mw-code" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"'
    ' aria-hidden="true" focusable="false"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
    '<path stroke="#000" d="{path}"/></svg>'
)


def code_svg(address: str) -> Markup:
    """The code that holds `address`, black on white, one SVG; what is beside it names it."""
    drawing = draw(address)
    return _SVG.format(size=drawing.size, path=drawing.path)
