"""What staff can do here and which role may do it: the one table, which doors, menus and pages go by."""

from dataclasses import dataclass
from functools import cache

from ..core.words import N_, Words

# Each act in words, in the order in which /staff/roles shows them.
ACTS = {
    "cases.read": N_("See the queue and open a case"),
    "cases.work": N_("Write notes, and what a paper in a case says"),
    "cases.decide": N_("Decide a case, or ask for more"),
    "cases.assign": N_("Give a case to a colleague, or back to the team for them"),
    "cases.review": N_("Look again at a no of somebody else"),
    "people.open": N_("Find a person by card number or reference, and open their page with a reason"),
    "people.search": N_("Find people by name, contact or postcode"),
    "people.change": N_("Undo a move that was told by mistake"),
    "people.former": N_("Find people by a name they had, and see it with a reason"),
    "people.died": N_("Write down that somebody has died, and put a mistake right with a colleague"),
    "people.help": N_("Help somebody apply, in person or by telephone"),
    "papers.seen": N_("Write down a paper that somebody shows"),
    "cards.change": N_("Stop, restore and replace cards"),
    "people.sign_out": N_("Sign somebody out in every browser, who lost a phone or forgot to"),
    "sources.see": N_("See which sources and gateways work"),
    "lists.upload": N_("Bring in and end lists that partners give"),
    "team.see": N_("See who is on the team"),
    "team.manage": N_("Invite staff, change their roles, mark who has left"),
    "second.decide": N_("Approve or refuse, as the second person, what a colleague with the same right asked for"),
    "audit.read": N_("Read the audit trail, and mark what is unusual in it as looked at"),
}
_CASES = {"cases.read", "cases.work", "papers.seen", "people.open"}


@dataclass(frozen=True)
class Role:
    """`may` is said where somebody gives the role."""

    name: Words
    may: Words
    acts: frozenset[str]


# The slugs must match the constraint in 0017.
ROLES = {
    "adviser": Role(
        N_("Adviser"),
        N_("Finds people, helps them apply, stops and replaces cards, prepares cases. Decides nothing"),
        frozenset(
            _CASES
            | {
                "people.search",
                "people.help",
                "people.change",
                "people.former",
                "people.died",
                "people.sign_out",
                "cards.change",
                "second.decide",
            }
        ),
    ),
    "assessor": Role(N_("Assessor"), N_("Decides cases"), frozenset(_CASES | {"cases.decide"})),
    "senior_assessor": Role(
        N_("Senior assessor"),
        N_(
            "Decides cases, as an assessor does, looks again at a no, says whose case it is, and brings in lists of partners"
        ),
        frozenset(
            _CASES
            | {
                "cases.decide",
                "cases.review",
                "cases.assign",
                "people.change",
                "people.died",
                "second.decide",
                "sources.see",
                "lists.upload",
            }
        ),
    ),
    "library_worker": Role(
        N_("Library worker"),
        N_("Helps people apply, looks at papers and helps with cards, for people who are there. Sees no queue"),
        frozenset({"people.open", "people.help", "people.sign_out", "papers.seen", "cards.change"}),
    ),
    "administrator": Role(
        N_("Administrator"),
        N_("Adds staff, changes what they may do, marks who has left. Sees nothing of residents"),
        frozenset({"team.see", "team.manage", "second.decide", "sources.see"}),
    ),
    "auditor": Role(
        N_("Auditor"),
        N_("Reads who did and saw what. Changes nothing"),
        frozenset({"team.see", "audit.read", "sources.see"}),
    ),
}


@cache
def acts_of(roles: frozenset[str]) -> frozenset[str]:
    """What somebody with `roles` may do; words that are no staff role give nothing."""
    return frozenset().union(*(ROLES[role].acts for role in roles if role in ROLES))


def roles_with(act: str) -> list[str]:
    """The slugs of the roles that may."""
    return [slug for slug, role in ROLES.items() if act in role.acts]


def who_may(act: str) -> list[Words]:
    """The names of the roles that may."""
    return [role.name for role in ROLES.values() if act in role.acts]
