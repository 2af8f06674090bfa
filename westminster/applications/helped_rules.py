"""What is kept of help in person and by telephone: how they are in touch, who agreed, how we know who it is. Values only."""

from ..core.words import N_

# Must match the constraints in 0032.
CHANNELS = {"in_person": N_("They are here"), "phone": N_("They are on the telephone")}
CONSENT_BY = {"self": N_("The person"), "other": N_("Somebody with the right to act for them")}
PAPER, KNOWN, QUESTIONS, CALL_BACK, NOT_SHOWN = "paper", "known", "questions", "call_back", "none"
IDENTITIES = {
    PAPER: N_("They show something with their name"),
    KNOWN: N_("A colleague or I know them"),
    QUESTIONS: N_("They answer two questions that only they and we can"),
    CALL_BACK: N_("We send a code to the contact that we hold, and they say it"),
    NOT_SHOWN: N_("They cannot show it today"),
}
PAPERS = {
    "passport": N_("Passport"),
    "driving_licence": N_("Driving licence"),
    "travel_card": N_("Travel card with a photo"),
    "bank_card": N_("Bank card"),
    "library_card": N_("Library card"),
    "letter": N_("A letter with their name"),
    "other": N_("Something else with their name"),
}
# As the person reads them.
TOLD = {
    "in_person": N_("A colleague filled in your application with you, when you were with us"),
    "phone": N_("A colleague filled in your application with you, by telephone"),
}
AGREED = {"self": N_("You said yes to it"), "other": N_("Somebody with the right to act for you said yes to it")}
SHOWN = {
    PAPER: N_("You showed something with your name. We kept its kind, the end of its number and its date. No copy."),
    KNOWN: N_("Somebody who works here knows you."),
    QUESTIONS: N_("You answered two questions about what we hold."),
    CALL_BACK: N_("You told us a code that we had sent to you."),
    NOT_SHOWN: N_("You did not show it on that day, so a person looks."),
}
# Read out before anything is asked; it is kept in the words of the day.
CONSENT = N_(
    "I fill in an application for a MyWestminster card for you. I write down your name, date of birth, address and how "
    "to reach you, and how you show us who you are. We keep that I helped you, and you can see it. We use it for the "
    "card only. You can stop at any time. Is that all right?"
)

# The same before they show something beside the card.
CONSENT_TO_SHOW = N_(
    "I write down for you what you want to show, and what your paper says. I give the paper back and take no copy. A "
    "colleague decides. We keep that I helped you, and you can see it. Is that all right?"
)


def ways_of(channel: str, *, known_to_us: bool, reachable: bool) -> list[str]:
    """The plain ways to show who they are, the usual first: `known_to_us` when we hold something to ask about,
    `reachable` when we hold a contact that a code can go to.
    """
    asked = [QUESTIONS] * known_to_us + [CALL_BACK] * reachable
    return [*([PAPER, KNOWN] if channel == "in_person" else [KNOWN]), *asked, NOT_SHOWN]
