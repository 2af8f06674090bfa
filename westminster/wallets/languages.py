"""The languages there are catalogues for: a pass is read by a telephone, which chooses for itself."""

from functools import cache

from ..core.words import CATALOGUES


@cache
def others() -> tuple[str, ...]:
    """Every language but English, as BCP 47 tags."""
    return tuple(sorted(path.parent.name.replace("_", "-") for path in CATALOGUES.glob("*/LC_MESSAGES")))
