"""The way of a screen reader: everything is found, read and pressed by what the browser's accessibility tree says of it."""

from dataclasses import dataclass
from typing import Any

from tests.browser.hands import Mouse
from tests.browser.tab import Tab

CELLS = ("cell", "rowheader", "columnheader")


@dataclass(frozen=True)
class Node:
    """`told` has its states, such as checked, invalid and level; `above` the ids of what it is in."""

    role: str
    name: str
    described: str
    told: dict[str, Any]
    id: str
    dom_id: int
    above: tuple[str, ...]


class Reader(Mouse):
    """Never looks at the page: only at the tree that the browser gives to a screen reader."""

    def __init__(self, tab: Tab):
        super().__init__(tab)
        self._browser = self.page.context.new_cdp_session(self.page)
        self._browser.send("Accessibility.enable")

    def tree(self) -> list[Node]:
        """All that is not hidden from it, in the order in which it is read."""
        nodes = {node["nodeId"]: node for node in self._browser.send("Accessibility.getFullAXTree")["nodes"]}
        found: list[Node] = []
        waits: list[tuple[str, tuple[str, ...]]] = [(next(iter(nodes)), ())]
        while waits:
            at, above = waits.pop()
            below = [child for child in nodes[at].get("childIds", []) if child in nodes]
            waits.extend((child, (*above, at)) for child in reversed(below))
            if not nodes[at]["ignored"]:
                found.append(_node(nodes[at], above))
        return found

    def all(self, role: str) -> list[str]:
        """The names of everything of a role, in order."""
        return [node.name for node in self.tree() if node.role == role]

    def one(self, role: str, name: str) -> Node:
        nodes = [node for node in self.tree() if node.role == role and node.name == name]
        assert len(nodes) == 1, f"{self.page.url}: {len(nodes)} of {role} {name!r} among {self.all(role)}"
        return nodes[0]

    def inside(self, role: str, name: str = "") -> str:
        """What is read in it."""
        home = self.one(role, name).id
        return " ".join(node.name for node in self.tree() if node.role == "StaticText" and home in node.above)

    def rows(self, table: str) -> list[list[str]]:
        """A table, cell by cell, as one goes through it."""
        nodes, home = self.tree(), self.one("table", table).id
        rows = [node.id for node in nodes if node.role == "row" and home in node.above]
        return [[node.name for node in nodes if node.role in CELLS and row in node.above] for row in rows]

    def focused(self) -> Node:
        return next(node for node in reversed(self.tree()) if node.told.get("focused"))

    def press(self, words: str) -> None:
        """The first link or button of this name."""
        node = next(one for one in self.tree() if one.role in ("link", "button") and one.name == words)
        self._to(node)
        with self.page.expect_navigation():
            self.tab.press("Enter")

    def fill(self, label: str, text: str) -> None:
        self._to(self.one("textbox", label))
        self.tab.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, answer: str) -> None:
        role = "radio" if answer in self.all("radio") else "checkbox"
        self._to(self.one(role, answer))
        self.tab.press("Space")
        assert self.one(role, answer).told["checked"] == "true", answer

    def sees(self, words: str) -> None:
        headings = [node.name for node in self.tree() if node.role == "heading" and node.told.get("level") == 1]
        assert [words in heading for heading in headings] == [True], f"{self.page.url}: {headings}"

    def _to(self, node: Node) -> None:
        self._browser.send("DOM.focus", {"backendNodeId": node.dom_id})


def _node(node: dict[str, Any], above: tuple[str, ...]) -> Node:
    def value(name: str) -> str:
        return " ".join(str(node.get(name, {}).get("value", "")).split())

    told = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    dom_id = node.get("backendDOMNodeId", 0)
    return Node(value("role"), value("name"), value("description"), told, node["nodeId"], dom_id, above)
