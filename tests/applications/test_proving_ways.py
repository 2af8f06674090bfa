"""Proving it online needs the provider to be a way into the account."""

from a11y.arranged import applicant, with_provider
from a11y.entering import applicant_by_email


def test_who_signs_in_with_an_email_address_is_told_to_add_the_page_first(client):
    with_provider(applicant_by_email)(client)
    assert client.get_page("/apply/show").link("Add the sign-in page") == "/account/ways"
    assert client.get("/apply/show/online").location == "/apply/show"


def test_who_signs_in_at_the_provider_is_not(client):
    with_provider(applicant())(client)
    page = client.get_page("/apply/show")
    assert page.link("Prove it online") == "/apply/show/online"
    assert "Add the sign-in page" not in page.text
