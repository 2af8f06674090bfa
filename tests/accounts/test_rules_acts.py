"""The table of roles and acts: each has the least it needs."""

import pytest

from westminster.accounts.act_rules import ACTS, ROLES, acts_of, who_may


def test_each_role_and_act_is_in_words():
    assert all(str(role.name) and str(role.may) for role in ROLES.values())
    assert all(str(words) for words in ACTS.values())


def test_roles_may_only_what_is_an_act_and_each_act_is_somebodys():
    assert frozenset().union(*(role.acts for role in ROLES.values())) == set(ACTS)


@pytest.mark.parametrize(
    ("act", "roles"),
    [
        ("cases.read", {"adviser", "assessor", "senior_assessor"}),
        ("cases.decide", {"assessor", "senior_assessor"}),
        ("people.search", {"adviser"}),
        ("people.open", {"adviser", "assessor", "senior_assessor", "library_worker"}),
        ("cards.change", {"adviser", "library_worker"}),
        ("team.manage", {"administrator"}),
        ("audit.read", {"auditor"}),
    ],
)
def test_who_may_do_it(act: str, roles: set[str]):
    assert {slug for slug, role in ROLES.items() if act in role.acts} == roles
    assert who_may(act) == [ROLES[slug].name for slug in ROLES if slug in roles]


@pytest.mark.parametrize("act", ["team.see", "cases.work"])
def test_whoever_changes_something_can_also_see_it(act: str):
    wider = {"team.see": "team.manage", "cases.work": "cases.decide"}[act]
    assert all(act in role.acts for role in ROLES.values() if wider in role.acts)


def test_roles_add_up_and_what_is_no_role_of_staff_gives_nothing():
    both = acts_of(frozenset({"auditor", "administrator"}))
    assert both == ROLES["auditor"].acts | ROLES["administrator"].acts
    assert acts_of(frozenset({"resident", "staff", "king"})) == frozenset()
