"""`flask staff`, for the first of the team and the way back in."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.factories import make_staff
from westminster.accounts import staff, staff_team


def run(app: Flask, *words: str):
    return app.test_cli_runner().invoke(args=["staff", *words])


def test_an_invitation_prints_a_link_that_works(app: Flask, client):
    said = run(app, "invite", "hana.clarke@example.com", "--role", "administrator", "--role", "adviser")
    assert said.exit_code == 0
    assert said.output.startswith("http://localhost/staff/set-up/")
    page = client.get_page(urlsplit(said.output.strip()).path)
    assert "Hana Clarke" in page.main
    assert staff.named("hana.clarke@example.com").roles == ("adviser", "administrator")


def test_a_name_may_be_given(app: Flask):
    run(app, "invite", "hc@example.com", "--role", "adviser", "--name", "Hana Clarke")
    assert staff.named("hc@example.com").name == "Hana Clarke"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["invite", "sam@example.com", "--role", "adviser"], 1, "on the team already"),
        (["invite", "no address", "--role", "adviser"], 1, "Enter an email address"),
        (["invite", "new@example.com", "--role", "king"], 2, "king"),
        (["invite", "new@example.com"], 2, "--role"),
        (["link", "nobody@example.com"], 1, "Nobody on the team"),
        (["roles", "nobody@example.com", "--role", "adviser"], 1, "Nobody on the team"),
        (["roles", "gone@example.com", "--role", "adviser"], 1, "has left"),
        (["link", "no address"], 1, "Enter an email address"),
        (["link", "gone@example.com"], 1, "has left"),
    ],
)
def test_what_cannot_be_done_is_said(app: Flask, words: list[str], status: int, said: str):
    make_staff(email="sam@example.com")
    staff_team.leave(make_staff(email="gone@example.com").account_id, actor="system")
    answer = run(app, *words)
    assert answer.exit_code == status
    assert said in answer.output


def test_a_new_link_is_for_who_is_there(app: Flask, client):
    make_staff(email="sam@example.com")
    said = run(app, "link", "Sam@example.com")
    assert said.exit_code == 0
    client.get_page(urlsplit(said.output.strip()).path)


def test_roles_are_given_without_a_second_person(app: Flask):
    make_staff("adviser", email="sam@example.com")
    assert run(app, "roles", "Sam@example.com", "--role", "auditor", "--role", "administrator").exit_code == 0
    assert staff.named("sam@example.com").roles == ("administrator", "auditor")
