"""Asking us to look again at a no to something else than the card."""

from io import BytesIO

from a11y.showing import come_to
from tests.applications.papers import PHOTO
from tests.browsing import Client


def test_a_paper_goes_with_what_they_show_beside_the_card(client: Client, clock):
    case = come_to("refused")
    clock.move(minutes=1)
    client.sign_in(case.resident.account_id)
    page = client.get_page(client.get_page("/prove/carer/status").link("Ask us to look again"))
    assert page.link("Back") == "/prove/carer/status"
    page = client.post_form(page, {"words": "The letter is of this year."})
    page = client.post_form(page, {"paper": "yes"})
    page = client.post_form(page, {"kind": "carers_allowance"})
    page = client.post_form(page, {"file": (BytesIO(PHOTO), "award.jpg")})
    page = client.post_form(page, {"another": "no"})
    assert (page.h1, "award.jpg" in page.main) == ("Check and send", True)
    assert page.link("Change the papers you add") == "/prove/carer/evidence"
    page = client.get_page(client.post_form(page).link("See where your application stands"))
    assert (page.url, "You asked us to look again" in page.main) == ("/prove/carer/status", True)
