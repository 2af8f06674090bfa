"""The pages of help in person and by telephone, in each of their states."""

from a11y.arranged import newcomer
from a11y.helping import begun, come_to, helped_case, helper, helping, knows, shown_more, was_helped, with_code, yes
from a11y.state import State
from westminster.applications.forms import FORMS

# An answer to each question of the application that is refused.
REFUSED: dict[str, dict[str, str | None]] = {
    "name": {"last_name": ""},
    "birth-date": {"born_on-day": "31", "born_on-month": "2"},
    "letters": {"safe_to_write": None},
    "contact": {"channel": None, "email": "amina@"},
    "language": {"language": None},
    "basis": {"basis": None},
    "place": {"place_name": "", "place_postcode": "SW1"},
    "postcode": {"postcode": "ZZ"},
    "address": {"line_1": ""},
}

HELPING: list[State] = [
    State("helping.start", "nothing begun", helper()),
    State("helping.start", "some begun", helper(drafts=3)),
    State("helping.start", "nothing chosen", helper(), send={}),
    State("helping.go_on", "asked", helper()),
    State("helping.go_on", "not known", helper(), send={"reference": "APP-7K3F-9Q2D"}),
    State("helping.consent", "asked", come_to("channel")),
    State("helping.consent", "nothing said", come_to("channel"), send={}),
    State("helping.consent", "no right", come_to("channel"), send={"said_yes": "y", "by": "other"}),
    State("helping.who", "asked", come_to("by")),
    State("helping.who", "nothing filled in", come_to("by"), send={}),
    State("helping.young", "the page", helper()),
    State("helping.identity", "somebody new", come_to("who")),
    State("helping.identity", "perhaps here already", come_to("who", here_already=True)),
    State("helping.identity", "by telephone", come_to("who", "phone", here_already=True)),
    State("helping.identity", "nothing chosen", come_to("who"), send={}),
    State("helping.shown", "a paper", come_to("who", name="paper")),
    State("helping.shown", "no paper chosen", come_to("who", name="paper"), send={"ending": "12345"}),
    State("helping.shown", "known", come_to("who", name="known")),
    State("helping.shown", "known, nothing said", come_to("who", name="known"), send={}),
    State("helping.shown", "questions", come_to("who", here_already=True, name="questions")),
    State(
        "helping.shown",
        "wrong answers",
        come_to("who", here_already=True, name="questions"),
        send={"numbered": "1", "mobile": "9"},
    ),
    State("helping.shown", "a code", come_to("key", here_already=True, name="call_back")),
    State(
        "helping.shown", "a wrong code", come_to("key", here_already=True, name="call_back"), send={"code": "000000"}
    ),
    State("more.choose", "asked", knows()),
    State("more.choose", "nothing chosen", knows(), send={}, button="Go on"),
    State("more.choose", "nothing left", knows(young=True)),
    State("helped.sent", "something more", shown_more()),
    State("helped.summary", "something more", shown_more()),
    State("helped.start", "to fill in", helping()),
    State("helped.start", "all filled in", helping(complete=True)),
    *[State("helped.question", slug, begun(slug)) for slug in FORMS],
    *[State("helped.question", f"{slug}, refused", begun(slug), send=given) for slug, given in REFUSED.items()],
    State("helped.show", "asked", helping()),
    State("helped.show", "they have shown nothing", helping(way="none")),
    State("helped.show", "no number", helping(), send={}, button="Look"),
    State("helped.check", "all there", helping(complete=True)),
    State("helped.sent", "a person looks", helping(sent=True)),
    State("helped.sent", "they sign in themselves", helping(sent=True, own=True)),
    State("helped.sent", "the card is ready", yes),
    State("helped.shown", "a paper", helping(sent=True)),
    State("helped.shown", "nothing filled in", helping(sent=True), send={}),
    State("helped.summary", "without a code", helping(sent=True)),
    State("helped.summary", "with a code", with_code()),
    State("helped.summary", "in large print", with_code(size="large")),
    State("cases.show", "a colleague helped", helped_case),
    State("account.show", "was helped", was_helped),
    State("take_over.enter", "asked", newcomer),
    State("take_over.enter", "wrong", newcomer, send={"code": "7K3F-9Q2D-4XTB"}),
    State("take_over.done", "done", newcomer),
]
