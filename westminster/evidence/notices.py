"""What we write to a person about a file of theirs."""

from ..core import settings
from ..core.words import N_
from ..messages.rules import Notice


def virus(name: str) -> Notice:
    """`name` is that of the file, as they gave it."""
    return Notice(
        N_("We could not keep a file that you sent"),
        N_(
            "Our check found a virus in the file %(name)s that you sent. We deleted it, and nobody opened it. "
            "You did nothing wrong. Take a photo of the paper and send that, or show the paper at any library in "
            "Westminster. Have the phone or computer that it came from checked. See what you can do: %(address)s",
            name=name,
            address=f"{settings.current().base_url}/apply/status",
        ),
    )
