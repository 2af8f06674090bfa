"""A case that somebody asked us to look at again: who may decide it, and who may not."""

from ..accounts.act_rules import acts_of
from ..accounts.staff import roles_of
from ..applications.models import Application, CaseReview
from ..core.words import N_, Words

ACT = "cases.review"
_SAME = N_("You said no to this case. Somebody else looks again.")
_SENIOR = N_("They asked us to look again. A senior assessor decides it.")


def review_of(application: Application) -> CaseReview | None:
    """What they asked, once they asked it."""
    return CaseReview.get_or_none(CaseReview.application == application, CaseReview.asked_at.is_null(False))


def why_not(application: Application, staff_id: int) -> Words | None:
    """Why a member of staff does not decide it, or None where they may; 0030 holds that it is somebody else."""
    review = review_of(application)
    if review is None:
        return None
    if review.decision.staff_id == staff_id:
        return _SAME
    return None if ACT in acts_of(roles_of(staff_id) or frozenset()) else _SENIOR
