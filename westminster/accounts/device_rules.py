"""What kind of browser somebody uses, as roughly as people say it: enough to know one's own by."""

from collections.abc import Mapping

from ..core.words import N_, Words

# In the order in which they are looked for: most say that they are also those further down.
_BROWSERS = {
    "Edge": ("Edg/", "EdgA/", "EdgiOS/"),
    "Opera": ("OPR/",),
    "Samsung Internet": ("SamsungBrowser/",),
    "Firefox": ("Firefox/", "FxiOS/"),
    "Chrome": ("Chrome/", "CriOS/"),
    "Safari": ("Safari/",),
}
_SYSTEMS = {
    "iPhone": ("iPhone",),
    "iPad": ("iPad",),
    "Android": ("Android",),
    "Windows": ("Windows",),
    "Mac": ("Macintosh",),
    "Chromebook": ("CrOS",),
    "Linux": ("Linux",),
}


def device_of(user_agent: str) -> str | None:
    """Browser and system in our words, "Chrome/Windows"; either may be missing, None when both are.

    The header itself is never kept: with its versions it is nearly a name. Source: RFC 9110, 10.1.5.
    """
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    return f"{browser}/{system}" if browser or system else None


def name_of(device: str | None) -> Words:
    """How a page says it."""
    browser, _, system = (device or "").partition("/")
    if browser and system:
        return N_("%(browser)s on %(system)s", browser=browser, system=system)
    if system:
        return N_("A browser on %(system)s", system=system)
    return N_("%(browser)s", browser=browser) if browser else N_("A browser we do not know")


def _first(table: Mapping[str, tuple[str, ...]], user_agent: str) -> str:
    return next((name for name, marks in table.items() if any(mark in user_agent for mark in marks)), "")
