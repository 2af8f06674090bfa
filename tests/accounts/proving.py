"""Somebody signed in who is asked to prove who they are, there and back."""

from flask import Flask
from werkzeug.test import TestResponse

from tests.accounts.conftest import at_provider, sign_in
from tests.browsing import Client
from tests.factories import make_application
from westminster.accounts.models import Account
from westminster.applications.models import Application
from westminster.places.models import Postcode
from westminster.places.wards import WESTMINSTER
from westminster.residents.service import for_account

ASK = "/apply/show/online"


def applying(client: Client, persona: str = "jo-whitfield", **answers: str | None) -> Application:
    """`persona` is signed in and has answered all but how they show that they live here."""
    sign_in(client, persona)
    account = Account.get(Account.subject == f"demo-{persona}")
    told = {"first_name": "Jo", "last_name": "Whitfield", "born_on": "1981-01-30", "postcode": "W9 3AL"}
    return make_application(for_account(account.id), **{**told, **answers, "access_other": None})


def proves(client: Client, persona: str = "jo-whitfield") -> TestResponse:
    """All the way; the answer of our callback."""
    return client.get(at_provider(client.get(ASK), persona))


def other_browser(app: Flask, client: Client) -> Client:
    """Another browser with the same cookie."""
    copy = app.test_client()
    copy.set_cookie("session", client.get_cookie("session").value)
    return copy


def know(*postcodes: str) -> None:
    """These postcodes are in Westminster."""
    for postcode in postcodes:
        Postcode.create(postcode=postcode, council_code=WESTMINSTER, council="Westminster")
