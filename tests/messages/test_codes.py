import re

import pytest

from westminster.core import worker
from westminster.core.errors import Refused
from westminster.core.models import Outbox
from westminster.demo.outbox import Outbox as SentByNotify
from westminster.demo.stand_ins import MESSAGES_FILE
from westminster.messages import codes, service
from westminster.messages.models import Message, SecurityCode
from westminster.messages.rules import Contact
from westminster.messages.service import text_of

TO = Contact("text", "07700900142")


@pytest.fixture
def code():
    codes.send_code(TO, "stop:browser", about="resident:1")
    return re.search(r"\d{6}", text_of(Message.get())).group()


def refusal(typed, key="stop:browser"):
    with pytest.raises(Refused) as refused:
        codes.check_code(key, typed)
    return refused.value.words


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_code_sent_is_taken_once(code):
    codes.check_code("stop:browser", code)
    assert refusal(code) == codes.SPENT


@pytest.mark.parametrize("grouping", ["{0} {1}", "{0}-{1}", " {0}{1}\n"])
def test_a_code_may_be_typed_in_groups(code, grouping):
    codes.check_code("stop:browser", grouping.format(code[:3], code[3:]))


def test_a_code_for_one_browser_does_not_work_in_another(code):
    assert refusal(code, "stop:another") == codes.SPENT


def test_after_five_wrong_tries_the_right_code_is_too_late(code):
    assert [refusal(wrong(code)) for _ in range(5)] == [codes.WRONG] * 5
    assert refusal(code) == codes.SPENT


def test_a_code_runs_out_after_fifteen_minutes(code, clock):
    clock.move(minutes=15)
    assert refusal(code) == codes.SPENT


def test_a_new_code_ends_the_old_one(code):
    codes.send_code(TO, "stop:browser", about="resident:1")
    newer = re.search(r"\d{6}", text_of(Message.select().order_by(Message.id.desc()).get())).group()
    if newer != code:
        refusal(code)
    codes.check_code("stop:browser", newer)


def test_nobody_to_write_to_looks_the_same_and_sends_nothing():
    codes.send_code(None, "stop:browser", about="nobody")
    assert Message.select().count() == 0
    assert refusal("000000") in (codes.WRONG, codes.SPENT)


def test_a_sixth_code_in_an_hour_is_refused(clock):
    for _ in range(5):
        codes.send_code(TO, "stop:browser", about="resident:1")
    with pytest.raises(Refused):
        codes.send_code(TO, "stop:browser", about="resident:1")
    clock.move(hours=1)
    codes.send_code(TO, "stop:browser", about="resident:1")


def in_the_database() -> str:
    return str([*Message.select().dicts(), *SecurityCode.select().dicts(), *Outbox.select().dicts()])


def test_the_code_is_not_in_the_database_before_it_is_sent_nor_after(outside, code):
    """Nor on a page: staff who ask for a code to be sent could read what others must tell them."""
    assert code not in in_the_database()
    assert Message.get().body == "We sent you a security code."
    worker.drain()
    assert code not in in_the_database()
    assert (Message.get().status, Message.get().sealed) == ("sent", None)
    (sent,) = SentByNotify(outside.settings.state_dir / MESSAGES_FILE).page()
    assert code in str(sent)


def test_a_code_from_before_another_secret_key_goes_to_nobody(outside, code, configure):
    configure(secret_key="another secret for tests, not for people")
    worker.drain()
    assert (Message.get().status, Message.get().sealed) == ("failed", None)


def test_old_codes_are_swept(code, clock):
    clock.move(hours=3)
    service.sweep_codes()
    assert SecurityCode.select().count() == 0
