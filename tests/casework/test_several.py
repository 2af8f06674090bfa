"""Several cases at once, and the filters that somebody keeps."""

from urllib.parse import urlencode

import pytest

from tests.browsing import Client
from tests.casework.cases import decide
from tests.casework.test_owning import day, held_by, named, owner_of
from tests.factories import make_staff
from westminster.applications.models import Application


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def reader(client: Client, staff) -> Client:
    client.sign_in(staff.account_id)
    return client


def address(act: str, *cases: Application) -> str:
    return "/staff/several?" + urlencode([("act", act), *(("case", case.public_id) for case in cases)])


def test_several_are_given_back_and_what_was_not_says_why(reader: Client, staff):
    mine, hers = held_by(named("Wei Chen"), staff), held_by(named("Ravi Shah"), make_staff(name="Hana Clarke"))
    own, decided = named("Sam Okoro"), decide(named("Gone Person"), staff, "refused", "outside")
    page = reader.get_page(address("back", mine, hers, own, decided))
    assert "Wei Chen" in page.main
    assert owner_of(mine) == staff.account_id, "nothing is done before they say so"
    page = reader.post_form(page, {})
    assert page.url == "/staff/several/done"
    assert "Ravi Shah: Somebody else has this case." in page.main
    assert "Sam Okoro: Nobody has their own case, or that of somebody of their name." in page.main
    assert "Gone Person: This case is decided." in page.main
    assert (owner_of(mine), owner_of(hers) is None) == (None, False)


def test_several_are_put_aside(reader: Client, staff):
    cases = [held_by(named(name), staff) for name in ("Wei Chen", "Ravi Shah")]
    assert set(reader.post_form(address("aside", *cases), {}, status=422).errors) == {"until-day", "why"}
    reader.post_form(address("aside", *cases), {**day(2026, 11, 24), "why": "call"})
    assert {Application.get_by_id(case.id).aside_why for case in cases} == {"call"}


def test_several_are_given_to_a_colleague(client: Client):
    senior, hana = make_staff("senior_assessor"), make_staff(name="Hana Clarke")
    client.sign_in(senior.account_id)
    cases = [named(name) for name in ("Wei Chen", "Ravi Shah", "Hana Clarke")]
    assert client.post_form(address("assign", *cases), {}, status=422).errors == {"colleague": "Select who gets them"}
    page = client.post_form(address("assign", *cases), {"colleague": hana.account.subject})
    assert [owner_of(case) for case in cases] == [hana.account_id, hana.account_id, None]
    assert "Hana Clarke: Nobody has their own case" in page.main


@pytest.mark.parametrize("act", ["assign", "decide", "", "refused"])
def test_nothing_else_is_done_to_several(reader: Client, act: str):
    assert reader.get_page(address(act, named("Wei Chen"))).url == "/staff"


def test_none_chosen_says_so(reader: Client):
    assert "You have chosen no case." in reader.get_page("/staff/several?act=back&case=nothing").main


def test_a_filter_is_kept_followed_and_deleted(reader: Client):
    named("Wei Chen")
    page = reader.get_page("/staff?state=us&why=under_16")
    form = reader.get_page(page.link("Keep this filter"))
    assert reader.post_form(form, {"name": ""}, status=422).errors == {"name": "Enter a name for the filter"}
    page = reader.post_form(form, {"name": "Young ones"})
    assert page.url == "/staff?state=us&why=under_16"
    assert reader.get_page(page.link("Young ones")).url == "/staff?state=us&why=under_16"
    page = reader.post_form("/staff/filters", button="Delete Young ones")
    assert "You keep no filter yet." in page.main


def test_a_filter_is_for_its_keeper_alone(reader: Client):
    hana = make_staff(name="Hana Clarke")
    reader.post_form(f"/staff/filters/new?state=soon&owner={hana.account.subject}", {"name": "Hana’s"})
    assert "Hana Clarke" in reader.get_page("/staff/filters").main
    assert reader.get_page("/staff").link("Hana’s") == f"/staff?state=soon&owner={hana.account.subject}"
    reader.sign_in(hana.account_id)
    assert "Hana’s" not in reader.get_page("/staff").main


def test_not_more_than_ten_filters(reader: Client):
    for number in range(10):
        reader.post_form("/staff/filters/new?state=mine", {"name": f"Filter {number}"})
    page = reader.post_form("/staff/filters/new?state=mine", {"name": "One more"}, status=422)
    assert page.errors == {"name": "You have 10 filters. Delete one first."}
    reader.post_form("/staff/filters/new?state=soon", {"name": "Filter 1"})
    assert reader.get_page("/staff").link("Filter 1") == "/staff?state=soon"
