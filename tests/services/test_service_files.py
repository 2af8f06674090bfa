"""The files of services: rules that cannot be are refused where the portal starts, with the reason."""

from pathlib import Path

import pytest

from westminster.core.data import BadData
from westminster.services.rules import AgeAtLeast, Every, Has, Not, Some
from westminster.services.service_files import read_services

SERVICE = """
place = 10
from = 2026-01-01
name = "Tea"
summary = "Tea for all."
so = "tea is free"
icon = "book"
public = true
rule = { proof = "carer" }
who = "Carers."
steps = ["Sit."]
good_to_know = ["It is hot."]
"""


def read(folder: Path, **rules: str):
    for slug, rule in rules.items():
        (folder / f"{slug}.toml").write_text(SERVICE.replace('{ proof = "carer" }', rule))
    return {service.slug: service for service in read_services(folder)}


def test_a_rule_is_all_any_and_not_of_proofs_ages_and_other_rules(tmp_path: Path):
    made = read(
        tmp_path,
        tea='{ all = [{ service = "cake" }, { not = { proof = "student" } }] }',
        cake='{ any = [{ proof = "carer" }, { age = { from = 13, to = 16 } }] }',
    )
    cake = Some((Has("carer"), Every((AgeAtLeast(13), Not(AgeAtLeast(17))))))
    assert (made["cake"].rule, made["tea"].rule) == (cake, Every((cake, Not(Has("student")))))


CARER = '{ proof = "carer" }'


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ('{ proof = "wizard" }', "'wizard' is no category: there is no such file in proofs/categories"),
        ('{ service = "wine" }', "'wine' is no service: there is no such file"),
        ('{ service = "tea" }', "goes round in a circle: tea → tea"),
        ("{ any = [] }", "any must have 1 to 8 parts, not 0"),
        ("{ all = [] }", "all must have 1 to 8 parts, not 0"),
        ("{ }", "{} must have one of all, any, not, proof, age, born_before or service"),
        ('{ proof = "carer", service = "tea" }', "must have one of all"),
        ("{ proof = 3 }", "proof = 3 is not one of all"),
        ('{ luck = "yes" }', "luck = 'yes' is not one of all"),
        ("{ age = { } }", "rule: age: from: or to is missing"),
        ("{ age = { from = 16, until = 20 } }", "rule: age: until: is not a key that we know"),
        ("{ age = { from = 200 } }", "rule: age: from: must be from 0 to 129, not 200"),
        ("{ age = { from = 17, to = 16 } }", "nobody can ever meet it"),
        (f"{{ all = [{CARER}, {{ not = {CARER} }}] }}", "nobody can ever meet it"),
        (f"{{ not = {{ any = [{CARER}, {{ not = {CARER} }}] }} }}", "nobody can ever meet it"),
        ('{ all = [{ proof = "aged_60_or_over" }, { age = { to = 30 } }] }', "nobody can ever meet it"),
        ('{ all = [{ proof = "older_person" }, { age = { to = 65 } }] }', "nobody can ever meet it"),
        ('{ all = [{ proof = "care_leaver" }, { proof = "aged_60_or_over" }] }', "nobody can ever meet it"),
        (
            "{ all = [{ born_before = 1960-01-01 }, { not = { born_before = 1970-01-01 } }] }",
            "nobody can ever meet it",
        ),
        (
            "{ all = [" + ", ".join([f"{{ any = [{CARER}, {{ age = {{ from = {n} }} }}] }}" for n in range(7)]) + "] }",
            "can be met in 128 ways; more than 64 cannot be explained to anybody",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_why(tmp_path: Path, rule: str, why: str):
    with pytest.raises(BadData) as error:
        read(tmp_path, tea=rule)
    assert str(error.value).startswith("tea.toml: rule")
    assert why in str(error.value)


def test_rules_that_name_each_other_in_a_circle_are_refused(tmp_path: Path):
    around = {"tea": "cake", "cake": "milk", "milk": "tea"}
    with pytest.raises(BadData, match="goes round in a circle: cake → milk → tea → cake"):
        read(tmp_path, **{slug: f'{{ service = "{other}" }}' for slug, other in around.items()})


def test_services_come_in_the_order_of_their_place(tmp_path: Path):
    (tmp_path / "ale.toml").write_text(SERVICE.replace("place = 10", "place = 30"))
    assert list(read(tmp_path, tea=CARER, zoo=CARER)) == ["tea", "zoo", "ale"]
