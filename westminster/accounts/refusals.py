"""What a person reads when a sign-in, or a proof of who they are, came to nothing."""

from dataclasses import dataclass

from ..core.words import N_, Words


@dataclass(frozen=True)
class Problem:
    status: int
    title: Words
    text: Words


_REFUSED = Problem(
    400,
    N_("We could not sign you in"),
    N_("The answer of the sign-in page was not right, so we let nobody in. Try again. If it happens again, call us."),
)
_TOO_LOW = Problem(
    400,
    N_("Sign in with both steps"),
    N_("We need the second step too, such as a code on your phone. Sign in again and do not leave it out."),
)
_SIGN_IN = {
    "cancelled": Problem(
        400,
        N_("You are not signed in"),
        N_("You stopped before you were signed in. Nothing was lost."),
    ),
    "unknown_state": Problem(
        400,
        N_("Start signing in again"),
        N_("This sign-in was used already, began in another browser, or took longer than an hour."),
    ),
    "login_required": Problem(
        400,
        N_("Sign in once more"),
        N_("The page where you sign in does not know you any more, so we signed you out here too."),
    ),
    "switched_off": Problem(
        503,
        N_("You cannot sign in at the moment"),
        N_("The page where you sign in has switched us off. Your card still works. Call us for anything else."),
    ),
    "disabled": Problem(
        403,
        N_("You cannot sign in with this account"),
        N_("We have closed it. Call us and we tell you why and what to do."),
    ),
    "lower_vot": _TOO_LOW,
    "lower_acr": _TOO_LOW,
}
_WORK = {
    "unknown": Problem(
        403,
        N_("We do not know this work account"),
        N_(
            "It belongs to nobody on the team. Ask an administrator of your team for a link, open it and choose "
            "“Use your work account”."
        ),
    ),
    "bound_to_another": Problem(
        403,
        N_("This work account signs in somebody else"),
        N_("It belongs to another person on the team. Your link still works: use it with your own work account."),
    ),
    "disabled": Problem(
        403,
        N_("You cannot sign in with this account"),
        N_("It has been closed. Ask an administrator of your team."),
    ),
    "switched_off": Problem(
        503,
        N_("You cannot sign in with your work account at the moment"),
        N_("The page where you sign in has switched us off. Call the help desk."),
    ),
}
_NOT_USED = Problem(
    400,
    N_("We could not use that proof"),
    N_("What we were told about you was not right, so we use none of it. You are still signed in. Choose another way."),
)
_PROOF = {
    "cancelled": Problem(
        400,
        N_("You have not proved who you are"),
        N_("You stopped before the end. Nothing was lost, and you are still signed in."),
    ),
    "provider_down": Problem(
        503,
        N_("You cannot prove who you are online at the moment"),
        N_("The page where you do that does not answer. Nothing was lost, and you are still signed in."),
    ),
    "other_person": Problem(
        400,
        N_("That was another account"),
        N_("Prove who you are with the account that you signed in with here. We kept nothing of the other one."),
    ),
}


_NOT_ADDED = Problem(
    400,
    N_("We could not add that way to sign in"),
    N_("The answer of the sign-in page was not right, so we added nothing. You are still signed in. Try again."),
)
_JOINING = {
    "provider_down": Problem(
        503,
        N_("That way is not working at the moment"),
        N_("The page where you would sign in does not answer. You are still signed in here, and nothing is lost."),
    ),
    "cancelled": Problem(
        400,
        N_("Nothing was added"),
        N_("You stopped before the end. Nothing was lost, and you are still signed in."),
    ),
    "disabled": Problem(
        403,
        N_("You cannot add that way to sign in"),
        N_("We have closed it. Call us and we tell you why and what to do."),
    ),
}


def problem_of(reason: str, what: str | None = None) -> Problem:
    """`reason` is that of a NotSignedIn. `what` somebody who is signed in was asked for: step_up, who they are;
    joins, another way in; None for a sign-in.
    """
    table, otherwise = {"step_up": (_PROOF, _NOT_USED), "joins": (_JOINING, _NOT_ADDED)}.get(
        what or "", (_SIGN_IN, _REFUSED)
    )
    return table.get(reason, otherwise)


def work_problem_of(reason: str, *, proving: bool) -> Problem:
    """The same for somebody who came with a work account."""
    return _WORK.get(reason) or problem_of(reason, "step_up" if proving else None)
