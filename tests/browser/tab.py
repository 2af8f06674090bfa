"""One window of the browser, which remembers what went wrong in it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('[data-scrolls]'))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""

# axe reads -webkit-text-fill-color, which forced colours leave as it was; what is drawn is `color`.
UNREADABLE = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrast = (e) => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const written = [...document.body.querySelectorAll('*')].filter(e => e.checkVisibility()
    && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()));
  return written.filter(e => contrast(e) < 4.5).map(e => e.outerHTML.slice(0, 120));
}"""


class Tab:
    """`page` is Playwright's. `faults` collects console errors, policy violations and failed requests."""

    def __init__(self, page: Page, *, script: bool):
        self.page = page
        self.script = script
        self.faults: list[str] = []
        self.expected: set[int] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def go(self, path: str) -> None:
        self.page.goto(path)

    def axe(self, **rules: bool) -> list[str]:
        """What axe finds in the page as it is now. Never without script: axe would not return."""
        assert self.script
        switched = {name.replace("_", "-"): {"enabled": on} for name, on in rules.items()}
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("options => axe.run(options)", {**RULES, "rules": switched})["violations"]
        return [f"{v['id']}: {v['help']}: {n['html'][:160]}" for v in found for n in v["nodes"]]

    def sideways(self) -> list[str]:
        """What stands out of the window at its side."""
        return self.page.evaluate(OVERFLOW)

    def in_forced_colours(self) -> list[str]:
        """What axe finds, and text that cannot be read, when the reader's own colours are forced on the page."""
        self.page.emulate_media(forced_colors="active")
        return [*self.axe(color_contrast=False), *self.page.evaluate(UNREADABLE)]

    def started(self) -> bool:
        """Whether our scripts ran: GOV.UK's mark is on the body."""
        return "js-enabled" in (self.page.locator("body").get_attribute("class") or "")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def _heard(self, message: ConsoleMessage) -> None:
        # A page with a status of 400 or more is said there too; those that are wanted are in `expected`.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"{self.page.url}: console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.url}: {response.status}")
