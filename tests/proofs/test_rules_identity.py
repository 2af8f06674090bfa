from datetime import date

import pytest

from westminster.proofs.identity_rules import Who, differences

BORN = date(1981, 1, 30)
PROVEN = Who("Alice Jane", "O’Neill-Brontë", BORN, "W9 3AL")


@pytest.mark.parametrize(
    "told",
    [
        PROVEN,
        Who("Alice", "O'Neill Bronte", BORN, "w93al"),
        Who("ALICE", "ONEILLBRONTË", BORN, "W9 3AL"),
        Who("Al", "O’Neill-Brontë", BORN, "W9 3AL"),
        Who("Jane", "O’Neill-Brontë", BORN, "W9 3AL"),
        Who("Alice J", "O’Neill-Brontë", BORN, "W9 3AL"),
        Who("", "O’Neill-Brontë", BORN, "W9 3AL"),
    ],
)
def test_the_same_person_at_the_same_home(told):
    assert differences(told, PROVEN) == ()


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (Who("Bob", "O’Neill-Brontë", BORN, "W9 3AL"), ("name",)),
        (Who("Alice", "Smith", BORN, "W9 3AL"), ("name",)),
        (Who("Alice", "O’Neill", BORN, "W9 3AL"), ("name",)),
        (Who("Alice", "", BORN, "W9 3AL"), ("name",)),
        (Who("Alice", "O’Neill-Brontë", date(1981, 1, 31), "W9 3AL"), ("birth_date",)),
        (Who("Alice", "O’Neill-Brontë", None, "W9 3AL"), ("birth_date",)),
        (Who("Alice", "O’Neill-Brontë", BORN, "W9 3AB"), ("address",)),
        (Who("Alice", "O’Neill-Brontë", BORN, ""), ("address",)),
        (Who("Eve", "Smith", None, ""), ("name", "birth_date", "address")),
    ],
)
def test_what_is_not_the_same_is_named(told, what):
    assert differences(told, PROVEN) == what


def test_an_address_that_was_not_proven_differs_in_nothing():
    assert differences(PROVEN, Who("Alice", "O’Neill-Brontë", BORN, "")) == ()


@pytest.mark.parametrize(
    ("told", "proven", "same"),
    [
        (("", "Wulandari"), ("", "Wulandari"), True),
        (("", "Wulandari"), ("Wulandari", ""), True),
        (("Wulandari", "Wulandari"), ("Wulandari", ""), True),
        (("Dewi", "Wulandari"), ("Wulandari", ""), False),
        (("", "Sari"), ("Wulandari", ""), False),
    ],
)
def test_one_name_is_enough(told, proven, same):
    found = differences(Who(*told, BORN, ""), Who(*proven, BORN, ""))
    assert (found == ()) is same
