"""The pages about whose case it is, several cases, filters and keys, in their states. As in pages.py."""

from a11y.owning import chosen, filterer, owned, with_keys
from a11y.state import State

OWNING: list[State] = [
    State("owner.show", "nobody’s", owned()),
    State("owner.show", "theirs", owned("theirs")),
    State("owner.show", "theirs, put aside", owned("theirs", aside=True)),
    State("owner.show", "a colleague’s", owned("another")),
    State("owner.show", "for a senior assessor", owned("another", roles=("senior_assessor",))),
    State("owner.show", "nothing chosen", owned(), send={}),
    State("owner.show", "no reason to take over", owned("another"), send={"act": "over"}),
    State("owner.aside", "asked", owned("theirs")),
    State("owner.aside", "nothing filled in", owned("theirs"), send={}),
    State("several.show", "give back", chosen("back")),
    State("several.show", "put aside", chosen("aside")),
    State("several.show", "nothing filled in", chosen("aside"), send={}),
    State("several.show", "to a colleague", chosen("assign")),
    State("several.show", "nobody chosen", chosen("assign"), send={}),
    State("several.show", "no case chosen", chosen("back", none=True)),
    State("several.done", "one done, one not", chosen("back", done=True)),
    State("filters.index", "none", filterer(0)),
    State("filters.index", "two", filterer(2)),
    State("filters.new", "asked", filterer(0, state="us", why="under_16")),
    State("filters.new", "no name", filterer(0, state="us", why="under_16"), send={}),
    State("filters.new", "one too many", filterer(10, state="mine"), send={"name": "One more"}),
    State("keys.show", "off", filterer(0)),
    State("keys.show", "on", with_keys(filterer(0))),
]
