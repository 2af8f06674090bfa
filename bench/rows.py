"""Each thing that is measured, as a line of the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .entitlements import Entitlements
from .load import Load
from .queue import Grown
from .weight import Weight

KB = 1000
FIRST_PAINT, WHOLE, REQUESTS, NEXT = 14 * KB, 30 * KB, 4, 4 * KB
EXTRACT_SECONDS = 20
LOAD_SECONDS, HELLOS, MILLISECONDS, P99 = 60, 2.5, 0.7, 20
SIGNED_IN_MORE = 0.3
ENTITLEMENTS, NEW_RULE, CITY = 1, 60, 255_000
GROWN = 1.2
PASSES, LINKS = 0.75, 0.94  # of what RSA-2048 allows: 3,400 of 4,588 and 4,300 of 4,588 where they were set


@dataclass(frozen=True)
class Row:
    """`met` is None where no budget was set."""

    what: str
    figure: str
    yardstick: str
    budget: str
    met: bool | None


@dataclass(frozen=True)
class Page:
    """Loads of a page and of the yardstick, taken in turn; `milliseconds` of one core in process, ours and the yardstick's."""

    name: str
    ours: Sequence[Load]
    hellos: Sequence[Load]
    milliseconds: float
    hello_milliseconds: float

    @property
    def cost(self) -> float:
        """In hellos: the median of the rounds, each against the hello beside it."""
        return median(hello.rate / ours.rate for hello, ours in zip(self.hellos, self.ours, strict=True))


def city_row(residents: int, seconds: float) -> Row:
    return Row(
        f"`demo load --residents {residents}`", f"{seconds:.1f} s", "", f"< {LOAD_SECONDS} s", seconds < LOAD_SECONDS
    )


def extract_rows(households: int, seconds: float, milliseconds: float) -> list[Row]:
    """Taking over a Council Tax extract, and asking it once."""
    took, most = f"{seconds:.1f} s", f"< {EXTRACT_SECONDS} s"
    return [
        Row(f"`counciltax import`, {households:,} households", took, "", most, seconds < EXTRACT_SECONDS),
        Row("one Council Tax match", f"{milliseconds:.2f} ms", "", "", None),
    ]


def page_rows(page: Page, *, budgeted: bool) -> list[Row]:
    rate, p50, p99 = (median(getattr(one, name) for one in page.ours) for name in ("rate", "p50", "p99"))
    hello = median(one.rate for one in page.hellos)
    hello_p99 = median(one.p99 for one in page.hellos)

    def row(what: str, figure: str, yardstick: str, budget: str, met: bool) -> Row:
        return Row(f"{page.name}: {what}", figure, yardstick, budget if budgeted else "", met if budgeted else None)

    return [
        row(
            "cost",
            f"{page.cost:.2f} hellos",
            f"{rate:,.0f}/s beside {hello:,.0f}/s",
            f"≤ {HELLOS} hellos",
            page.cost <= HELLOS,
        ),
        row("p50, p99", f"{p50:.1f} ms, {p99:.1f} ms", f"hello p99 {hello_p99:.1f} ms", f"p99 ≤ {P99} ms", p99 <= P99),
        row(
            "processor, in process",
            f"{page.milliseconds:.2f} ms",
            f"{page.milliseconds / page.hello_milliseconds:.0f} × {page.hello_milliseconds:.3f} ms",
            f"≤ {MILLISECONDS} ms",
            page.milliseconds <= MILLISECONDS,
        ),
    ]


def signed_in_row(path: str, stranger: float, signed_in: float) -> Row:
    """What it costs to know who asks: the same page, in milliseconds of one core in process."""
    more = signed_in - stranger
    return Row(
        f"{path}: processor, signed in",
        f"{more:+.2f} ms",
        f"{signed_in:.2f} ms beside {stranger:.2f} ms",
        f"≤ +{SIGNED_IN_MORE} ms",
        more <= SIGNED_IN_MORE,
    )


def entitlement_rows(found: Entitlements) -> list[Row]:
    """The second is held against 255,000 residents also where there are fewer, as in a quick try."""
    pace = found.seconds / found.residents * CITY
    return [
        Row(
            "entitlements of one resident, processor",
            f"{found.milliseconds:.3f} ms",
            "",
            f"≤ {ENTITLEMENTS} ms",
            found.milliseconds <= ENTITLEMENTS,
        ),
        Row(
            f"new services applied to {found.residents:,} residents with {found.proofs:,} proofs",
            f"{found.seconds:.1f} s",
            f"{pace:.0f} s for {CITY:,} at this pace, {found.told:,} told",
            f"≤ {NEW_RULE} s for {CITY:,}",
            pace <= NEW_RULE,
        ),
    ]


def queue_rows(found: Grown) -> list[Row]:
    """What each page of casework costs in a large city, beside the same in a small one."""

    def row(name: str, what: str) -> Row:
        before, after = found.before[name], found.after[name]
        figure = f"{after / before:.2f} ×"
        return Row(
            f"{what}, {found.residents:,} residents, {found.cases:,} open cases",
            figure,
            f"{after:.1f} ms beside {before:.1f} ms",
            f"≤ {GROWN} ×",
            after / before <= GROWN,
        )

    return [row("queue", "the queue, each tab"), row("search", "a search, also misspelt"), row("case", "a case")]


def wallet_rows(found: Mapping[str, float]) -> list[Row]:
    limit = f"of {found['limit']:,.0f}/s RSA-2048"
    return [
        Row(
            f"{name}, a second and core",
            f"{found[key]:,.0f}/s",
            f"{found[key] / found['limit']:.0%} {limit}",
            f"≥ {least:.0%}",
            found[key] / found["limit"] >= least,
        )
        for key, name, least in (("passes", "Apple passes, signed", PASSES), ("links", "Google save links", LINKS))
    ]


def weight_rows(pages: Sequence[Weight]) -> list[Row]:
    """The heaviest page in each respect."""

    def row(what: str, name: str, most: int, unit: str) -> Row:
        heaviest = max(pages, key=lambda page: getattr(page, name))
        value = getattr(heaviest, name)
        shown, allowed = (
            (f"{value}", f"{most}") if not unit else (f"{value / KB:.1f} {unit}", f"{most / KB:.0f} {unit}")
        )
        return Row(f"heaviest of {len(pages)} pages: {what}", shown, heaviest.path, f"≤ {allowed}", value <= most)

    return [
        row("before first paint", "first_paint", FIRST_PAINT, "kB"),
        row("in all", "whole", WHOLE, "kB"),
        row("requests", "requests", REQUESTS, ""),
        row("next page", "html", NEXT, "kB"),
    ]
