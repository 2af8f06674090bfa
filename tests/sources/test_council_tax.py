import pytest

from tests.factories import make_resident
from westminster.audit.models import AuditEntry
from westminster.sources.council_tax import Outcome, match_of, tries_left, try_match
from westminster.sources.extract import Match
from westminster.sources.models import CouncilTaxCheck


class Answers:
    """Records that give these answers in turn."""

    def __init__(self, *answers):
        self.asked = []
        self._answers = list(answers)

    def match(self, *asked):
        self.asked.append(asked)
        return self._answers.pop(0)


ASKED = ("CT-1000 0417", "Amina", "Rahman", "NW8 8EU")


def ask(resident, records, number=ASKED[0]):
    return try_match(resident.id, number, *ASKED[1:], actor=f"resident:{resident.id}", records=records)


def test_a_match_is_kept_without_the_number():
    resident, records = make_resident(), Answers(Match.MATCHED)
    assert ask(resident, records) is Outcome.MATCHED
    assert records.asked == [ASKED]
    check = match_of(resident.id, "amina", "RAHMAN", "nw88eu")
    assert check.account_ending == "417"
    assert "10000417" not in str(list(CouncilTaxCheck.select().tuples())) + str(list(AuditEntry.select().tuples()))


@pytest.mark.parametrize(
    "who", [("Amina", "Ali", "NW8 8EU"), ("Bilal", "Rahman", "NW8 8EU"), ("Amina", "Rahman", "NW8 9AY")]
)
def test_a_match_is_of_one_name_at_one_postcode(who):
    resident = make_resident()
    ask(resident, Answers(Match.MATCHED))
    assert match_of(resident.id, *who) is None


def test_a_match_is_of_one_person():
    ask(make_resident(), Answers(Match.MATCHED))
    assert match_of(make_resident().id, *ASKED[1:]) is None


def test_after_five_tries_the_records_are_not_asked_again(clock):
    resident, records = make_resident(), Answers(*[Match.NOT_MATCHED] * 6)
    assert [ask(resident, records, f"CT-{number}") for number in range(5)] == [Outcome.NOT_MATCHED] * 5
    assert tries_left(resident.id) == 0
    assert ask(resident, records) is Outcome.NO_TRIES_LEFT
    assert len(records.asked) == 5
    assert ask(resident, records, "ct 4") is Outcome.NOT_MATCHED
    clock.move(days=28)
    assert tries_left(resident.id) == 5


def test_the_same_sent_again_within_a_minute_is_the_same_try(clock):
    resident, records = make_resident(), Answers(*[Match.NOT_MATCHED] * 4)
    ask(resident, records)
    ask(resident, records, "ct10000417")
    assert tries_left(resident.id) == 4
    ask(resident, records, "CT-10000418")
    assert tries_left(resident.id) == 3
    clock.move(seconds=60)
    ask(resident, records)
    assert tries_left(resident.id) == 2


def test_tries_are_each_persons_own():
    ask(make_resident(), Answers(Match.NOT_MATCHED))
    assert tries_left(make_resident().id) == 5


def test_records_that_cannot_tell_cost_no_try():
    resident = make_resident()
    assert ask(resident, Answers(Match.CANNOT_TELL)) is Outcome.NO_ANSWER
    assert tries_left(resident.id) == 5


def test_a_try_that_breaks_half_way_is_counted():
    class Broken:
        def match(self, *_):
            raise RuntimeError

    resident = make_resident()
    with pytest.raises(RuntimeError):
        ask(resident, Broken())
    assert tries_left(resident.id) == 4
