"""Why staff ask for more or say no: how staff read it, and what the person reads. The list that is kept up."""

from dataclasses import dataclass

from ..core.words import N_, Words

OWN_WORDS = 500
ANSWER_DAYS = 14  # to send what we ask for
LOOK_AGAIN_DAYS = 28  # to ask us to look again


@dataclass(frozen=True)
class Reason:
    """`label` is for staff, `letter` a sentence to the person; `only` for "card" or for a "further" fact."""

    label: Words
    letter: Words
    only: str | None = None

    def fits(self, category: str | None) -> bool:
        """Whether it can be said of an application for this."""
        return self.only in (None, "further" if category else "card")


MORE = {
    "paper": Reason(
        N_("A paper with name and address"),
        N_("A bill, letter or statement with your name and your address in Westminster."),
        only="card",
    ),
    "newer": Reason(
        N_("A newer paper"),
        N_("A newer paper. Most must be from the last 3 months."),
        only="card",
    ),
    "recent": Reason(
        N_("A newer paper"),
        N_("A newer paper. The list of papers says how old each may be."),
        only="further",
    ),
    "shows": Reason(
        N_("A paper of the list that shows it"),
        N_("Another paper from the list of those that show it."),
        only="further",
    ),
    "award": Reason(
        N_("Until when it is so"),
        N_("A paper that says until when it is paid, or until when it counts."),
        only="further",
    ),
    "sharper": Reason(
        N_("A picture that can be read"),
        N_("The same paper again, as a sharper picture with all four corners."),
    ),
    "name": Reason(
        N_("A paper in the name they gave"),
        N_("A paper in the name you gave us, or one that shows why the names are different."),
    ),
    "work": Reason(
        N_("A paper about their work"),
        N_("A payslip or letter of your employer from the last 3 months, with the address where you work."),
    ),
    "study": Reason(
        N_("A paper about their course"),
        N_("A letter of your school or college that says when your course ends."),
    ),
    "parent": Reason(
        N_("The agreement of a parent or guardian"),
        N_("A few words from a parent or guardian that they agree, with their name and telephone number."),
    ),
}
NO = {
    "outside": Reason(
        N_("Not in Westminster"),
        N_("The address is not in Westminster. The card is for people who live, work or study here."),
        only="card",
    ),
    "too_old": Reason(
        N_("The paper is too old"),
        N_("The paper you sent is too old, and we have had no newer one."),
    ),
    "not_shown": Reason(
        N_("Nothing was shown"),
        N_("We asked for a paper that shows it, and have had none."),
    ),
    "not_enough": Reason(
        N_("The paper does not show it"),
        N_("What you showed us does not show it."),
        only="further",
    ),
    "other_name": Reason(
        N_("The paper is in another name"),
        N_("The name on the paper is not the name you gave us."),
    ),
    "has_card": Reason(
        N_("They have a card"),
        N_("You have a card already. One person has one card."),
        only="card",
    ),
    "not_real": Reason(
        N_("The paper cannot be relied on"),
        N_("We could not rely on the paper you sent."),
    ),
    "other": Reason(N_("Another reason, in your own words"), N_("This is why.")),
}
