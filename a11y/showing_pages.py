"""The pages on which somebody shows one more fact, in each of their states. As in pages.py."""

from a11y.arranged import newcomer
from a11y.showing import begun, cardholder, sent, with_earlier, with_file
from a11y.sources import asker, comes_with_it, stranger
from a11y.state import State

SHOWING = [
    State("prove.index", "nothing told yet", newcomer),
    State("prove.index", "with a card", cardholder()),
    State("prove.index", "shown", cardholder(shown=True)),
    State("prove.index", "a person looks", sent()),
    State("prove.index", "more needed", sent("more_needed")),
    State("prove.index", "begun", begun()),
    State("prove.start", "by a paper", cardholder()),
    State("prove.start", "by the birth date", cardholder("over_18")),
    State("prove.start", "not at their age", cardholder("care_leaver")),
    State("prove.start", "nobody of that name", cardholder("no-such"), status=404),
    State("prove.start", "begun", begun()),
    State("prove.start", "a list answers", asker()),
    State("prove.start", "too long a number", asker(), send={"number": "x" * 41}),
    State("prove.start", "shown", asker(1)),
    State("prove.start", "a person looks", asker(1, **stranger)),
    State("prove.start", "nobody can tell", comes_with_it),
    State("prove.start", "no tries left", asker(5, **stranger)),
    State("prove.begin", "instead of asking", asker()),
    State("prove.place", "asked", begun("works_in_westminster")),
    State("prove.place", "nothing filled in", begun("works_in_westminster"), send={}),
    State("prove.start", "a paper has shown it", cardholder(shown=True)),
    State("prove.no_longer", "asked", cardholder(shown=True)),
    State("prove.show", "asked", begun()),
    State("prove.show", "nothing chosen", begun(), send={}),
    State("prove.check", "files", begun(files=1)),
    State("prove.check", "at a library", begun(way="in_person")),
    State("prove.sent", "a person looks", sent(address=True)),
    State("prove.sent", "to bring to a library", sent(files=0, address=True)),
    State("prove_evidence.kind", "papers of a carer", begun()),
    State("prove_evidence.kind", "a file from before", with_earlier),
    State("prove_evidence.add", "asked for a file", begun(kind="carers_card")),
    State("prove_evidence.files", "one", begun(files=1)),
    State("prove_evidence.remove", "asked", with_file),
    State("prove_evidence.in_person", "what to bring", begun()),
    State("prove_status.show", "a person looks", sent()),
    State("prove_status.show", "more needed", sent("more_needed")),
    State("prove_status.show", "refused", sent("refused")),
    State("prove_status.show", "taken back", sent("withdrawn")),
    State("prove_status.more", "asked", sent("more_needed")),
    State("prove_status.withdraw", "asked", sent()),
]
