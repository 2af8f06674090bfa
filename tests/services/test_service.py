from datetime import date

import pytest

from tests.factories import make_resident
from westminster.core.errors import NotFound
from westminster.proofs.service import record_proof
from westminster.services.service import entitled, entitlements

TODAY = date(2026, 11, 20)


def make_proved(fact="lives_in_westminster", **columns):
    resident = make_resident(**columns)
    record_proof(resident.id, fact, source="council_tax", method="match", from_on=TODAY, actor="system")
    return resident


def opened(resident, today=TODAY):
    return {e.service.slug for e in entitlements(resident.id, today) if e.answer.yes}


def test_a_proof_opens_what_the_rules_say():
    assert opened(make_proved(born_on=date(1990, 1, 1))) == {"libraries", "city-save"}
    assert opened(make_proved(born_on=date(2012, 1, 1))) == {"libraries"}
    assert opened(make_proved("studies_in_westminster")) == {"libraries"}
    assert opened(make_resident()) == set()


def test_a_service_opens_on_the_birthday_and_closes_after_the_proof():
    resident = make_proved(born_on=date(2011, 3, 1))
    assert opened(resident, date(2027, 2, 28)) == {"libraries"}
    assert opened(resident, date(2027, 3, 1)) == {"libraries", "city-save"}
    assert opened(resident, date(2027, 11, 20)) == set()


def test_without_a_birth_date_nothing_about_age_is_met():
    assert not entitled(make_proved(born_on=None).id, "city-save", TODAY)


def test_an_unknown_service_is_not_found():
    with pytest.raises(NotFound):
        entitled(make_resident().id, "swimming", TODAY)
