"""The pages of who looks after cards, and of whose card it is, in their states. As in pages.py."""

from a11y.arranged import holder, newcomer
from a11y.family import asking_adult, helped_adult, parent, parent_away, parents_page
from a11y.oversight import child_read_by_staff
from a11y.state import State

FAMILY: list[State] = [
    State("children.index", "none", holder()),
    State("children.index", "moved, a child did not", parent_away(out=False)),
    State("children.index", "moved out, a child did not", parent_away(out=True)),
    State("children.index", "nothing told yet", newcomer),
    State("children.index", "two, one asked for", parents_page),
    State("children.add", "asked", holder()),
    State("children.add", "nothing filled in", holder(), send={}),
    State(
        "children.add",
        "not born yet",
        holder(),
        send={"last_name": "x", "born_on-day": "1", "born_on-month": "1", "born_on-year": "2027", "kind": "parent"},
    ),
    State("children.end", "asked", parent(children=1)),
    State("child_card.show", "works", parent(children=1)),
    State("child_card.show", "staff looked", child_read_by_staff),
    State("child_card.show", "stopped", parent(children=1, card="stopped")),
    State("child_card.show", "out of date", parent(children=1, card="expired")),
    State("child_show.index", "all that can be shown", parent(children=1)),
    State("child_show.one", "before", parent(children=1, slug="disabled")),
    State("child_show.one", "comes with it", parent(children=1, slug="disabled", comes=True)),
    State("child_show.one", "no such", parent(children=1, slug="over_18"), status=404),
    State("child_card.stop", "asked", parent(children=1)),
    State("child_card.stop", "no reason", parent(children=1), send={}),
    State("children.index", "a carer asked", asking_adult("carer")),
    State("children.index", "an attorney asked", asking_adult("attorney")),
    State("children.adult", "asked", holder()),
    State("children.adult", "nothing filled in", holder(), send={}),
    State("helpers.show", "nobody", holder()),
    State("helpers.show", "a carer asks", helped_adult()),
    State("helpers.show", "a deputy asks", helped_adult(kind="deputy")),
    State("helpers.show", "a carer looks after it", helped_adult(agreed=True)),
]
