"""The files of categories: what is in them, what a new version leaves alone, and how a mistake is named."""

from datetime import date
from pathlib import Path

import pytest

from westminster.core.data import BadData
from westminster.proofs.category_files import read_categories, read_pension_age
from westminster.proofs.rules import CATEGORIES

VERSION = """
[[version]]
from = 2026-01-01
group = "care"
name = "Fond of tea"
about = "Somebody who is fond of tea."
you = "You are fond of tea"
clause = "you are fond of tea"
source = "Scheme terms"
checked_by = ["adviser"]
renew = "Another cup."
ends = "Never."
"""
PAPER = """
[[version.evidence]]
kind = "tea_bag"
name = "Tea bag"
how_new = "From today"
look_for = "Leaves."
"""
WANTED = {
    "lives_in_westminster", "works_in_westminster", "studies_in_westminster", "student", "identity", "over_16", "over_18",
    "aged_11_to_15", "aged_16_to_17", "city_lions", "aged_60_or_over", "older_person", "disabled", "carer", "care_leaver",
    "looked_after", "foster_carer", "low_income", "free_school_meals", "universal_school_lunch", "key_worker",
    "armed_forces", "refugee", "home_library", "visitor",
}  # fmt: skip


def read(folder: Path, *texts: str):
    for number, text in enumerate(texts):
        (folder / f"tea{number or ''}.toml").write_text(text)
    return read_categories(folder)


def test_every_category_is_there():
    assert set(CATEGORIES) == WANTED


def test_whatever_a_person_checks_says_what_to_look_for():
    for category in CATEGORIES.values():
        for version in category.versions:
            shown = bool(version.evidence)
            assert shown or not {"adviser", "library"} & set(version.checked_by) or category.slug == "visitor"


def test_a_new_version_holds_from_its_day_and_the_old_one_stays(tmp_path: Path):
    newer = VERSION.replace("2026-01-01", "2027-04-01").replace("Fond of tea", "Very fond of tea")
    tea = read(tmp_path, VERSION + newer)["tea"]
    assert [tea.on(day).number for day in (date(2020, 1, 1), date(2027, 3, 31), date(2027, 4, 1))] == [1, 1, 2]
    assert str(tea.number(1).name) == "Fond of tea"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("", "nonsense ="), "tea.toml: "),
        (("name = ", "nome = "), "tea.toml: version 1: name: is missing"),
        (("source = ", "colour = 3\nsource = "), "tea.toml: version 1: colour: is not a key that we know"),
        (("2026-01-01", '"soon"'), "tea.toml: version 1: from: must be a date such as 2026-04-01, not 'soon'"),
        (('"Fond of tea"', '" "'), "tea.toml: version 1: name: must be words, not ' '"),
        (("adviser", "king"), "tea.toml: version 1: checked_by: 'king' is not one of adviser, birth_date"),
        (('["adviser"]', "[]"), "tea.toml: version 1: checked_by: somebody or something must check it"),
        (
            ("renew", "lasts = { months = 0 }\nrenew"),
            "tea.toml: version 1: lasts: months: must be from 1 to 1200, not 0",
        ),
        (("renew", "lasts = { months = true }\nrenew"), "months: must be a whole number, not True"),
        (("renew", "ages = { from = 17, to = 16 }\nrenew"), "tea.toml: version 1: ages: from: nobody is of these ages"),
        (("renew", "ages = { from = 66, pension = true }\nrenew"), "ages: from: says the same as pension"),
        (("renew", "ages = { enough = true }\nrenew"), "ages: from: or to, or pension, is missing"),
        (("renew", "lasts = 3\nrenew"), "lasts: must be a table, not 3"),
        ((VERSION, ""), "tea.toml: version: must be [[version]], 1 or more"),
        (('Never."', 'Never."' + PAPER + PAPER), "tea.toml: version 1: evidence: 'tea_bag' is there twice"),
        (('Never."', 'Never."' + PAPER.replace("tea_bag", "Tea bag")), "evidence 1: kind: must be small letters"),
    ],
)
def test_a_mistake_is_named_by_file_key_and_reason(tmp_path: Path, change: tuple[str, str], why: str):
    with pytest.raises(BadData) as error:
        read(tmp_path, VERSION.replace(*change) if change[0] else change[1])
    assert why in str(error.value)


@pytest.mark.parametrize("day", ["2026-01-01", "2025-12-31"])
def test_a_version_that_would_change_the_past_is_refused(tmp_path: Path, day: str):
    with pytest.raises(BadData, match="does not begin after 2026-01-01: the past stays as it was"):
        read(tmp_path, VERSION + VERSION.replace("2026-01-01", day))


def test_one_kind_of_paper_has_one_name(tmp_path: Path):
    with pytest.raises(BadData, match=r"tea1.toml: evidence: 'tea_bag' is called Tea bag elsewhere"):
        read(tmp_path, VERSION + PAPER, VERSION + PAPER.replace("Tea bag", "Bag of tea"))


def test_state_pension_ages_go_up_by_birth(tmp_path: Path):
    file = tmp_path / "ages.toml"
    file.write_text(
        "row = [{ born_from = 1960-01-01, years = 66, months = 0 }, { born_from = 1959-01-01, years = 66, months = 0 }]"
    )
    with pytest.raises(BadData, match=r"ages.toml: row: 1959-01-01 must come after 1960-01-01"):
        read_pension_age(file)
