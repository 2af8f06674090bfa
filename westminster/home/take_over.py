"""Take over a record that staff filled in with the person: signed in, with the code from the summary.

Nothing is merged by a machine: who has an application, a card or a proof of their own keeps both apart.
"""

from datetime import timedelta
from typing import Any

from ..accounts.models import Account
from ..accounts.tries import Tries, count, forget, hidden, network
from ..applications.helped import for_person
from ..audit.service import record
from ..core.db import atomic, locked
from ..core.errors import Refused
from ..core.words import N_
from ..helping import codes
from ..messages.rules import Notice
from ..messages.service import send
from ..residents.models import Resident
from ..residents.service import contact
from .ways import has_data

_BY_ONE = Tries("take-over", "account", 5, timedelta(hours=1))
_FROM_ONE_NETWORK = Tries("take-over", "network", 30, timedelta(hours=1))
_TAKEN = N_("Somebody signs in for this record already. Is that not you? Call 020 7946 0123.")
_BOTH = N_(
    "Your account has an application, a card or a proof of its own. A person has to put the two together. "
    "Call 020 7946 0123 or go to any library."
)
_TOLD = N_(
    "Somebody signed in and took over your MyWestminster record with the code we gave you. "
    "Was that not you? Call 020 7946 0123 at once."
)


def take_over(account_id: int, typed: str, address: str) -> Resident:
    """From now on this account is that of the person whose code it is. `address` is the visitor's IP address.

    Raises Refused; a code is spent only where it did its work.
    """
    layers = ((_BY_ONE, str(account_id)), (_FROM_ONE_NETWORK, hidden(network(address))))
    count(*layers, subject=f"account:{account_id}")
    with atomic():
        list(locked(Account.select().where(Account.id == account_id)))  # one at a time
        resident = codes.take(typed)
        if resident.account_id is not None:
            raise Refused(_TAKEN, "code")
        if has_data(account_id):
            raise Refused(_BOTH)
        Resident.update(account=None).where(Resident.account == account_id).execute()  # made at sign-in, and empty
        Resident.update(account=account_id).where(Resident.id == resident.id).execute()
        helps = for_person(resident.id)
        told: dict[str, Any] = {"account": account_id, "channel": helps[0].help.channel if helps else "in_person"}
        record("help.taken_over", actor=f"resident:{resident.id}", subject=f"resident:{resident.id}", **told)
        if reach := contact(resident):
            send(reach, Notice(N_("Your MyWestminster account"), _TOLD), about=f"resident:{resident.id}")
    forget(layers[0])
    return resident
