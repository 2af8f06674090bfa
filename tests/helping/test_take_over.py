import pytest

from a11y.family import BORN
from tests.browsing import Client
from tests.factories import make_account, make_application, make_resident, make_staff
from tests.helping.helping import make_help
from westminster.applications.models import Application
from westminster.audit.models import AuditEntry
from westminster.core.errors import Refused
from westminster.helping import codes
from westminster.helping.models import TakeOverCode
from westminster.home.take_over import take_over
from westminster.household import service as household
from westminster.messages.models import Message
from westminster.messages.service import text_of
from westminster.residents.models import Resident
from westminster.residents.service import for_account


@pytest.fixture
def helped() -> Application:
    """Somebody without an account, whose application is with us."""
    return make_help(make_staff("library_worker"), sent=True)


@pytest.fixture
def code(helped: Application) -> str:
    return codes.make(helped, staff_id=make_staff().account_id)


def test_a_code_is_twelve_signs_and_only_its_digest_is_kept(code: str):
    assert len(code.replace("-", "")) == 12
    kept = TakeOverCode.get()
    assert code.replace("-", "") not in kept.digest
    assert len(kept.digest) == 64


def test_the_person_signs_in_and_takes_the_record_over(client: Client, helped: Application, code: str):
    account = make_account().id
    client.sign_in(account)
    client.get_page("/account")  # makes an empty record
    cookie = client.get_cookie("session") or client.get_cookie("__Host-session")
    page = client.post_form("/account/take-over", {"code": code.lower().replace("-", " ")})
    assert page.h1 == "It is yours now"
    assert (client.get_cookie("session") or client.get_cookie("__Host-session")) != cookie or cookie is None
    assert for_account(account).id == helped.resident_id
    text = client.get_page("/account").text
    assert "A colleague filled in your application with you" in text
    assert "You said yes to it" in text
    assert AuditEntry.get(AuditEntry.act == "help.taken_over").subject == f"resident:{helped.resident_id}"
    assert Message.select().where(Message.body.contains("took over your MyWestminster record")).exists()


def test_a_code_works_once(helped: Application, code: str):
    take_over(make_account().id, code, "192.0.2.1")
    with pytest.raises(Refused):
        take_over(make_account().id, code, "192.0.2.1")


def test_a_code_ends_after_60_days(code: str, clock):
    clock.move(days=60)
    with pytest.raises(Refused):
        take_over(make_account().id, code, "192.0.2.1")
    codes.sweep()
    assert TakeOverCode.select().count() == 0


def test_a_new_code_stops_the_old(helped: Application, code: str):
    newer = codes.make(helped, staff_id=make_staff().account_id)
    with pytest.raises(Refused):
        take_over(make_account().id, code, "192.0.2.1")
    take_over(make_account().id, newer, "192.0.2.1")


def test_nothing_is_merged_by_a_machine(helped: Application, code: str):
    own = make_application()
    with pytest.raises(Refused, match="A person has to put the two together"):
        take_over(own.resident.account_id, code, "192.0.2.1")
    assert Resident.get_by_id(helped.resident_id).account_id is None
    take_over(make_account().id, code, "192.0.2.1")  # it was not spent


def test_who_asked_for_a_childs_card_has_data_of_their_own_too(code: str):
    parent = make_resident()
    household.ask(parent, "parent", "Yusuf", "Rahman", BORN, actor=f"resident:{parent.id}")
    with pytest.raises(Refused, match="A person has to put the two together"):
        take_over(parent.account_id, code, "192.0.2.1")


def test_a_guesser_is_stopped_after_five(client: Client, code: str):
    client.sign_in(make_account().id)
    for _ in range(5):
        client.post_form("/account/take-over", {"code": "7K3F-9Q2D-4XTB"}, status=422)
    page = client.post_form("/account/take-over", {"code": code}, status=422)
    assert "There were too many tries" in page.text
    assert TakeOverCode.select().count() == 1


def test_no_code_is_made_for_somebody_who_signs_in(code: str, helped: Application):
    take_over(make_account().id, code, "192.0.2.1")
    with pytest.raises(Refused):
        codes.make(helped, staff_id=make_staff().account_id)


def test_a_code_can_be_sent_to_the_contact(client: Client, helped: Application):
    client.sign_in(make_staff("adviser").account_id)
    page = client.post_form(f"/staff/help/for/{helped.public_id}/sent", button="Send them")
    assert "We sent them a code" in page.text
    assert "take-over" in text_of(Message.get(Message.secret))
