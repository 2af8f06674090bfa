"""What a provider told of who somebody is goes when it has done its work; the proofs made of it stay."""

from datetime import timedelta

from ..accounts.models import Identity
from ..audit.service import record
from ..core.clock import now
from ..core.db import atomic
from .models import IdentityDifference

KEPT = timedelta(days=30)
_BATCH = 500


def delete_old_identities() -> int:
    """Names, birth dates, addresses and return codes go after KEPT; those that staff look at, KEPT after they did.

    How many went.
    """
    long_ago = now() - KEPT
    needed = IdentityDifference.select(IdentityDifference.identity).where(
        IdentityDifference.settled_at.is_null() | (IdentityDifference.settled_at > long_ago)
    )
    old = Identity.select().where(Identity.told_at <= long_ago, Identity.id.not_in(needed))
    some = list(old.order_by(Identity.id).limit(_BATCH))
    for identity in some:
        with atomic():
            IdentityDifference.delete().where(IdentityDifference.identity == identity.id).execute()
            identity.delete_instance()
            record("identity.deleted", actor="system", subject=f"account:{identity.account_id}", identity=identity.id)
    return len(some)
