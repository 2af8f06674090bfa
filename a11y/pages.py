"""Every page there is, in each of its states. A page that is not here fails the tests (tests/test_register.py).

Each state is visited without script (pages.py's checks, words) and in the browser (axe at two widths and
in forced colours). To add one: a line here and, if it needs somebody or something, a function in arranged.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from a11y.applying import following, removing, stands, with_earlier, with_files
from a11y.arranged import (
    applicant,
    beginner,
    checked,
    code,
    code_for,
    colleague,
    holder,
    holder_without_proof,
    named,
    newcomer,
    nobody,
    not_proven,
    sent_in,
    staff,
    staff_app,
    staff_code,
    staff_link,
    stopping,
    with_provider,
)
from a11y.casework import case, cases, drafted, overtaken, people, person
from a11y.entering import coded
from a11y.oversight import asked_for, flagged
from a11y.proving import approved, at_address, matched, no_tries_left
from a11y.recovery import recovered, with_codes, with_new_codes
from a11y.sessions import in_browsers, working_colleague
from a11y.work import at_work, bound_colleague, has_password, link_of_a_moment_ago, signed_in_at_work
from westminster.applications.check_forms import FORMS as CHECKS
from westminster.applications.forms import FORMS


class Visitor(Protocol):
    """Whoever looks at the page: tests' client or a browser."""

    def sign_in(self, account_id: int | None, **remembered: Any) -> None: ...


@dataclass(frozen=True)
class State:
    """`arrange` makes what the page shows, signs the visitor in if need be, and returns the values of the address.

    With `send`, the form of the page is filled in and sent, and the answer is the state (422 unless told
    otherwise). None in it takes a choice back. `button` is words on the button where there are several forms.
    """

    endpoint: str
    name: str
    arrange: Callable[[Visitor], Mapping[str, Any] | None] = nobody
    send: Mapping[str, Any] | None = None
    button: str | None = None
    status: int = 200

    @property
    def sent_status(self) -> int:
        return 422 if self.status == 200 else self.status

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.name}"


# An answer to each question of the application that is refused.
REFUSED: dict[str, dict[str, str | None]] = {
    "name": {"last_name": ""},
    "birth-date": {"born_on-day": "31", "born_on-month": "2"},
    "letters": {"safe_to_write": None},
    "contact": {"channel": None, "email": "amina@"},
    "language": {"language": None},
    "basis": {"basis": None},
    "place": {"place_name": "", "place_postcode": "SW1"},
    "postcode": {"postcode": "ZZ"},
    "address": {"line_1": ""},
}

BY_TEXT = {"channel": "text", "mobile": "+447700900142"}

WORKS_HERE = {"basis": "works_in_westminster", "place_name": "Harrow Road Bakery", "place_postcode": "W9 3AL"}

STATES: list[State] = [
    State("home.front", "for a stranger"),
    State("home.front", "for somebody signed in", newcomer),
    State("home.contact", "the page"),
    State("home.accessibility", "the page"),
    State("home.privacy", "the page"),
    State("home.cookies", "the page"),
    State("services.index", "all of them"),
    State("services.show", "libraries", named(slug="libraries")),
    State("services.show", "City Save", named(slug="city-save")),
    State("services.show", "none of that name", named(slug="no-such"), status=404),
    State("auth.sign_in", "before"),
    State("auth.sign_in", "at a provider", with_provider()),
    State("email_sign_in.start", "asked for an address"),
    State("email_sign_in.start", "no address", send={}),
    State("email_sign_in.code", "asked for the code", coded),
    State("email_sign_in.code", "wrong", coded, send={"code": "000000"}),
    State("email_sign_in.again", "asked", coded),
    State("auth.callback", "an answer that nobody asked for", named(state="x"), status=400),
    State("auth.ask_sign_out", "on an own phone", newcomer),
    State("auth.signed_out", "after"),
    State("staff_auth.sign_in", "before"),
    State("staff_auth.sign_in", "nothing typed", send={}),
    State("staff_auth.sign_in", "not known", send={"email": "nobody@example.com", "password": "not the password"}),
    State("staff_auth.sign_in", "with a work account", at_work()),
    State("staff_auth.sign_in", "with a work account or a password", at_work(has_password)),
    State("work.start", "no answer from the provider", at_work(has_password), status=503),
    State("work.callback", "an answer that nobody asked for", named(state="x"), status=400),
    State("staff_auth.code", "asked", staff_code),
    State("staff_auth.code", "wrong", staff_code, send={"code": "000000"}),
    State("staff_auth.recovery_code", "asked", staff_code),
    State("staff_auth.recovery_code", "wrong", staff_code, send={"code": "7K3F-9Q2D-4MXA"}),
    State("staff_recovery.index", "ten left", with_codes()),
    State("staff_recovery.index", "none left", staff()),
    State("staff_recovery.index", "wrong password", with_codes(), send={"password": "not the password"}),
    State("staff_recovery.index", "signed in by a code", recovered),
    State("staff_recovery.index", "a new app", with_codes(app_changed="/staff")),
    State("staff_recovery.codes", "new", with_new_codes),
    State("staff_recovery.codes", "not kept", with_new_codes, send={}),
    State("staff_recovery.new_app", "asked for a code", recovered),
    State("staff_recovery.new_app", "wrong", recovered, send={"code": "000000"}),
    State("staff_auth.set_up", "asked for a password", staff_link),
    State("staff_auth.set_up", "easy to guess", staff_link, send={"password": "password1234"}),
    State("staff_auth.set_up", "asked for a work account or a password", at_work(staff_link)),
    State("staff_auth.set_up", "no answer from the provider", at_work(link_of_a_moment_ago)),
    State("staff_auth.set_up", "a link that ended", named(token="ended"), status=404),
    State("staff_auth.set_up_app", "asked for a code", staff_app),
    State("staff_auth.set_up_app", "wrong", staff_app, send={"code": "000000"}),
    State("staff_auth.ask_sign_out", "asked", staff()),
    State("staff_auth.ask_sign_out", "with a work account", signed_in_at_work),
    State("staff_auth.signed_out", "after"),
    State("staff_team.index", "one administrator", staff("administrator")),
    State("staff_team.index", "for who only reads", staff("auditor")),
    State("staff_roles.index", "the page", staff("auditor")),
    State("staff_team.invite", "not for them", staff("library_worker"), status=403),
    State("people.find", "by number only", staff("library_worker")),
    State("second.index", "nothing waits", staff("administrator")),
    State("second.index", "one waits", asked_for()),
    State("second.show", "somebody else asked", asked_for()),
    State("second.show", "asked oneself", asked_for(own=True)),
    State("staff_team.show", "waits for a second person", asked_for(own=True, member=True)),
    State("oversight.index", "a few lines", staff("auditor")),
    State("oversight.index", "no such day", lambda visitor: staff("auditor")(visitor) or {"on-day": "31"}, status=422),
    State("oversight.flags", "nothing unusual", staff("auditor")),
    State("oversight.flags", "one waits and one was looked at", flagged()),
    State("oversight.flag", "to look at", flagged()),
    State("oversight.flag", "no note", flagged(), send={"note": ""}),
    State("oversight.flag", "looked at", flagged(looked_at=True)),
    State("staff_team.invite", "asked", staff("administrator")),
    State("staff_team.invite", "nothing filled in", staff("administrator"), send={}),
    State("staff_team.show", "invited", colleague()),
    State("staff_team.show", "no role", colleague(), send={"roles": None}, button="Save"),
    State("staff_team.show", "has a work account", bound_colleague),
    State("staff_team.show", "has left", colleague(left=True)),
    State("staff_team.link", "just made", colleague(link=True)),
    State("staff_team.link", "shown already", colleague()),
    State("staff_team.leave", "asked", colleague()),
    State("staff_team.show", "set up", working_colleague),
    State("staff_team.sign_out", "asked", working_colleague),
    State("own_account.again", "asked", staff()),
    State("own_account.again", "no code", staff(), send={}),
    State("card.show", "ready", holder()),
    State("card.show", "looked up", holder(looked_up=True)),
    State("card.show", "ends soon", holder("ends soon")),
    State("card.show", "opens nothing", holder_without_proof),
    State("card.show", "suspended", holder("suspended")),
    State("card.show", "stopped", holder("stopped")),
    State("card.show", "out of date", holder("expired")),
    State("card.full", "the code alone", holder()),
    State("card.uses", "never looked up", holder()),
    State("card.uses", "looked up", holder(looked_up=True)),
    State("card.stop", "asked", holder()),
    State("card.stop", "no reason chosen", holder(), send={}),
    State("card.restore", "asked", holder("stopped")),
    State("card.replace", "asked", holder("stopped")),
    State("account.show", "known", holder()),
    State("account.messages", "none", newcomer),
    State("sessions.index", "here only", in_browsers("resident")),
    State("sessions.index", "in three browsers", in_browsers("resident", "Safari/iPhone", None)),
    State("sessions.index", "one just ended", in_browsers("resident", ended=True)),
    State("own_account.index", "here only", in_browsers("staff")),
    State("own_account.index", "in three browsers", in_browsers("staff", "/Windows", "Edge/Windows")),
    State("wallets.paper", "the page to print", holder()),
    *[State("check.question", slug, checked(slug)) for slug in CHECKS],
    *[State("check.question", f"{slug}, no answer", checked(slug), send={}) for slug in CHECKS],
    State("check.result", "lives here", checked(live="yes", age="yes", council_tax="yes")),
    State("check.result", "works here, under 16", checked(live="no", work="work", age="no")),
    State("check.not_yet", "not for them"),
    State("apply.start", "nothing begun", newcomer),
    State("apply.start", "just begun", beginner()),
    State("apply.start", "every part done", applicant()),
    State("apply.start", "a card already", holder()),
    *[State("apply.question", slug, beginner(slug=slug)) for slug in FORMS],
    *[State("apply.question", f"{slug}, refused", beginner(slug=slug), send=given) for slug, given in REFUSED.items()],
    State("apply.show", "to look up", applicant()),
    State("apply.show", "no number", applicant(), send={"account_number": ""}, button="Look"),
    State("apply.show", "found", matched),
    State("apply.show", "no tries left", no_tries_left),
    State("apply.show", "to prove online", with_provider(applicant())),
    State("apply.show", "not proven online", with_provider(not_proven)),
    State("apply.show", "works here", applicant(**WORKS_HERE)),
    State("apply.question", "address, no postcode", at_address("")),
    State("apply.question", "address, next door", at_address("W1T 4JA", "Camden")),
    State("apply.check", "all answers", applicant()),
    State("apply.check", "found", matched),
    State("apply.sent", "a person looks", sent_in),
    State("apply.sent", "the card is ready", approved()),
    State("apply.sent", "the card ended since", approved(stopped=True)),
    State("evidence.kind", "papers of somebody who lives here", with_files()),
    State("evidence.kind", "a file from before", with_earlier),
    State("evidence.kind", "none chosen", with_files(), send={}),
    State("evidence.add", "asked for a file", with_files(kind="utility_bill")),
    State("evidence.add", "no file", with_files(kind="utility_bill"), send={}),
    State("evidence.files", "two of them", with_files(2)),
    State("evidence.files", "not said whether another", with_files(1), send={}),
    State("evidence.remove", "asked", removing),
    State("evidence.in_person", "what to bring", with_files()),
    State("evidence.in_person", "files there already", with_files(1)),
    State("apply.start", "files added", with_files(1)),
    State("apply.check", "files added", with_files(2)),
    State("status.show", "not sent", applicant()),
    State("status.show", "a person looks at files", stands("with_staff", files=True)),
    State("status.show", "to bring to a library", stands("with_staff")),
    State("status.show", "more needed", stands("more_needed", files=True)),
    State("status.show", "approved", stands("approved")),
    State("status.show", "refused", stands("refused", files=True)),
    State("status.show", "taken back", stands("withdrawn")),
    State("status.more", "asked", stands("more_needed", files=True)),
    State("status.more", "neither file nor words", stands("more_needed"), send={}, button="Send"),
    State("status.withdraw", "asked", stands("with_staff")),
    State("follow.start", "asked for a reference"),
    State("follow.start", "no reference", send={}),
    State("follow.code", "asked for the code", following()),
    State("follow.code", "no code", following(), send={}),
    State("follow.show", "a person looks", following("with_staff")),
    State("follow.show", "more needed", following("more_needed")),
    State("follow.show", "approved", following("approved")),
    State("follow.show", "refused", following("refused")),
    State("follow.show", "taken back", following("withdrawn")),
    State("stopping.start", "asked for a contact"),
    State("stopping.start", "no contact", send={}),
    State("stopping.code", "asked for the code", stopping()),
    State("stopping.code", "no code", stopping(), send={}),
    State("stopping.show", "a card that works", stopping(opened=True)),
    State("stopping.show", "a stopped card", stopping(opened=True, status="stopped")),
    State("cases.queue", "nothing to do", cases()),
    State("cases.queue", "three cases", cases(3, late=True)),
    State("cases.queue", "none of this reason", lambda visitor: cases(1)(visitor) | {"why": "under_16"}),
    State("cases.queue", "nobody found", lambda visitor: cases(cases_typed="zz")(visitor) | {"state": "found"}),
    State("cases.queue", "found", lambda visitor: cases(1, cases_typed="Finch")(visitor) | {"state": "found"}),
    State("cases.queue", "nothing typed", cases(1), send={"typed": ""}, button="Find"),
    State("cases.show", "shown in person", case("in_person")),
    State("cases.show", "papers", case()),
    State("cases.show", "second page, large and turned", case(page="2", size="200", turn="90")),
    State("cases.show", "a paper that was read", case("read")),
    State("cases.show", "a page that cannot be read", case("unreadable")),
    State("cases.show", "a colleague has it open", case("busy")),
    State("cases.show", "works here", case("works")),
    State("cases.show", "somebody alike has a card", case("same_person")),
    State("cases.show", "asked for more", case("more_needed")),
    State("cases.show", "refused", case("refused")),
    State("cases.show", "approved, papers deleted", case("deleted")),
    State("cases.show", "their own", case("own"), status=403),
    State("cases.show", "no decision", case(), send={}, button="See the letter"),
    State("cases.show", "no reason", case(), send={"decision": "refused"}, button="See the letter"),
    State("cases.show", "nothing asked for", case(), send={"decision": "more_needed"}, button="See the letter"),
    State("cases.show", "nothing seen", case(), send={"decision": "approved"}, button="See the letter"),
    State("cases.show", "nothing read", case(), send={"kind": "", "name": ""}, button="Keep what it says"),
    State("cases.show", "empty note", case(), send={"text": ""}, button="Keep the note"),
    State("cases.in_person", "asked", case("in_person")),
    State("cases.in_person", "nothing filled in", case("in_person"), send={}),
    State("cases.letter", "yes", drafted("approved")),
    State("cases.letter", "more, by text message", drafted("more_needed", "newer", "sharper", **BY_TEXT)),
    State("cases.letter", "no, in Arabic", drafted("refused", "other", own_words="A long story.", language="ar")),
    State("cases.letter", "another letter was read", drafted("refused", "outside"), send={"letter": "another"}),
    State("cases.letter", "a colleague was faster", overtaken, status=409),
    State("people.find", "before", people()),
    State("people.find", "found", people("Rahman")),
    State("people.find", "nobody", people("zz")),
    State("people.find", "nothing typed", people(), send={"typed": ""}),
    State("people.why", "asked", person(why=None)),
    State("people.why", "no reason", person(why=None), send={"why": None}),
    State("people.show", "with a card", person()),
    State("people.show", "with a stopped card", person(card="stopped")),
    State("people.show", "without a card", person(card=None)),
    *[State("people.act", act, person(act=act)) for act in ("stop", "replace", "suspend")],
    State("people.act", "unsuspend", person(card="suspended", act="unsuspend")),
    State("people.act", "restore", person(card="stopped", act="restore")),
    State("people.act", "no reason", person(act="stop"), send={"reason": None}),
    State("verification.show", "in date", code()),
    State("verification.show", "yes for a service", code_for("libraries")),
    State("verification.show", "no for a service", code_for("libraries", proved=False)),
    State("verification.show", "no service chosen", code_for(None), status=422),
    State("verification.show", "a service nobody knows", code_for("no-such"), status=422),
    State("verification.show", "stopped", code("stopped")),
    State("verification.show", "suspended", code("suspended")),
    State("verification.show", "out of date", code("expired")),
    State("verification.show", "cut off", named(token="A1B2")),
    State("demo.index", "who you can be"),
    State("demo.outbox", "nothing sent"),
]

# GET routes that answer with something other than a page.
NO_PAGE: dict[str, str] = {
    "static": "files",
    "health.alive": "JSON",
    "health.ready": "JSON",
    "home.security_txt": "a text file",
    "check.start": "goes to the first question",
    "auth.start": "goes to the provider",
    "auth.jwks": "JSON",
    "proving.go": "goes to the provider",
    "proving.back": "goes back to how they show it",
    "evidence.picture": "a picture",
    "wallets.apple_pass": "a file",
    "wallets.google_pass": "goes to Google",
    "wallets.pdf": "a file",
    "wallet_files.mark": "a picture",
    "cases.paper": "a picture",
    "card_keys.jwks": "JSON",
    "card_keys.cose_keys": "CBOR",
    "card_keys.stopped": "a signed list",
    "demo.accounts": "JSON",
    "demo.outbox_json": "JSON",
    "demo.sign_in": "goes to the provider",
    "demo.staff_sign_in": "goes to the provider",
    "demo.wallet_ca": "a certificate",
}
