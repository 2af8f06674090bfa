"""The ways to use a page: with a mouse or finger, and with the keyboard only. Both find things by the words on them."""

from playwright.sync_api import Locator, expect

from tests.browser.tab import Tab

FOCUS_IS_SEEN = """element => {
  const style = getComputedStyle(element.closest('.govuk-radios__item, .govuk-checkboxes__item')
    ?.querySelector('label')  && element.matches('input') ? element.nextElementSibling : element);
  const before = getComputedStyle(element.nextElementSibling ?? element, '::before');
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const drawn = [getComputedStyle(element), style, before]
    .some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none');
  return inside && drawn;
}"""


class Mouse:
    def __init__(self, tab: Tab):
        self.tab = tab
        self.page = tab.page

    def press(self, words: str) -> None:
        """The link or button that says `words`, and what follows."""
        self._activate(self._target(words))

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, answer: str) -> None:
        self.page.get_by_label(answer, exact=True).check()

    def sees(self, words: str) -> None:
        """The heading of the page says `words`."""
        expect(self.page.locator("h1")).to_contain_text(words)

    def _target(self, words: str) -> Locator:
        link = self.page.get_by_role("link", name=words, exact=True)
        return link.or_(self.page.get_by_role("button", name=words, exact=True)).first

    def _activate(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()


class Keyboard(Mouse):
    """Tab, arrows, space, Enter and letters; fails where the focus cannot be seen or does not arrive."""

    def fill(self, label: str, text: str) -> None:
        self._reach(self.page.get_by_label(label, exact=True))
        self.tab.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, answer: str) -> None:
        """To the group with Tab, inside it with the arrows."""
        wanted = self.page.get_by_label(answer, exact=True)
        group = self.page.locator(f'input[name="{wanted.get_attribute("name")}"]')
        self._reach(group.locator(":scope:checked").or_(group.first).first)
        for _ in range(group.count()):
            if wanted.evaluate("element => element === document.activeElement"):
                break
            self.tab.press("ArrowDown")
        if not wanted.is_checked():
            self.tab.press("Space")
        assert wanted.is_checked(), f"{answer} cannot be chosen with the keyboard"

    def _activate(self, target: Locator) -> None:
        self._reach(target)
        with self.page.expect_navigation():
            self.tab.press("Enter")

    def _reach(self, target: Locator) -> None:
        for _ in range(60):
            if target.evaluate("element => element === document.activeElement"):
                assert target.evaluate(FOCUS_IS_SEEN), f"the focus on {target} cannot be seen"
                return
            self.tab.press("Tab")
        raise AssertionError(f"{self.page.url}: Tab never comes to {target}")
