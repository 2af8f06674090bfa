"""Two at once: one code, one link, one invitation have one taker."""

import pytest

from tests.accounts.staff import code
from tests.cards.test_race import THREADS, at_once
from tests.factories import TOTP_SECRET, make_staff
from westminster.accounts import staff_set_up, staff_sign_in, staff_team
from westminster.accounts.models import StaffMember
from westminster.core.errors import NotFound, Refused

pytestmark = pytest.mark.own_database


def test_one_code_lets_one_browser_in():
    member, typed = make_staff(), code()
    results = at_once(lambda: staff_sign_in.check_code(member.account_id, typed))
    assert results.count(None) == 1
    assert results.count(Refused) == THREADS - 1


def test_one_link_sets_up_one_browser():
    _, token = staff_team.invite("hana@example.com", "Hana", ["adviser"], actor="system")
    hashed = make_staff().password_hash

    def take() -> object:
        try:
            return staff_set_up.finish(token, hashed, TOTP_SECRET, 1)
        except NotFound:
            return NotFound

    results = at_once(take)
    assert results.count(NotFound) == THREADS - 1


def test_one_person_is_invited_once():
    results = at_once(lambda: staff_team.invite("hana@example.com", "Hana", ["adviser"], actor="system"))
    assert results.count(Refused) == THREADS - 1
    assert StaffMember.select().count() == 1
