"""One window of the browser, which remembers what went wrong in it."""

from axe_playwright_python.sync_playwright import Axe
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

    def axe(self) -> list[str]:
        """What axe finds in the page as it is now. Never without script: axe would not return."""
        assert self.script
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{v['id']}: {v['help']}: {n['html'][:160]}" for v in found for n in v["nodes"]]

    def sideways(self) -> list[str]:
        """What stands out of the window at its side."""
        return self.page.evaluate(OVERFLOW)

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
