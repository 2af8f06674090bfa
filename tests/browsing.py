"""A person at a browser without script: follows links, fills in forms, sees whole pages; each is checked by pages.py."""

import base64
import secrets
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.page import Page, controls, filled, text_of
from tests.pages import check_page
from westminster.accounts import store
from westminster.accounts.sessions import TOKEN_BYTES

REFUSED = {400, 409, 422}


class Client(FlaskClient):
    """Flask's test client with `sign_in`, `get_page` and `post_form`. `get` and `post` are left as they were."""

    checks_pages = True

    def sign_in(self, account_id: int | None, **remembered: Any) -> None:
        """Be `account_id` from now on: `client.sign_in(resident.account_id)`. The way through OIDC has its own tests.

        None is a browser with a session that nobody is signed in to; `remembered` is what the session holds.
        """
        self.set_cookie(*session_cookie(self.application, account_id, remembered))

    def get_page(self, url: str, *, status: int = 200, **options: Any) -> Page:
        """The page at `url` after redirects, with `status`."""
        return self._arrive(self.get(url, **options), url, {status})

    def post_form(
        self,
        where: str | Page,
        data: dict[str, Any] | None = None,
        *,
        action: str | None = None,
        button: str | None = None,
        status: int | None = None,
    ) -> Page:
        """Fill in the form of a page like a person, send it, and return the page that follows.

        What the page has filled in already is sent too, the CSRF token included. In `data` a list
        ticks or repeats, None leaves a control out, (stream, file name) is a file. Where the page has
        several POST forms, `action` is (part of) the address of the one meant, or `button` words on its
        button; a button with a name is sent as pressed. `status` is that of the page: 200 after a
        redirect unless told otherwise; "refused" pages are 422 (400 and 409 too where named).
        """
        page = self.get_page(where) if isinstance(where, str) else where
        form = the_form(page, action, button)
        values = MultiDict(filled(form))
        if pressed := _pressed(form, button):
            values.setlist(*pressed)
        for name, value in (data or {}).items():
            known = {c.get("name") for c in controls(form)}
            assert name in known, f"{page.url}: the form has no {name!r}, but {sorted(filter(None, known))}"
            values.setlist(name, [] if value is None else value if isinstance(value, list) else [value])
        url = urljoin(page.url, form.get("action"))
        response = self.post(url, data=values, headers={"Referer": urljoin("http://localhost", page.url)})
        return self._arrive(response, url, {status or 200}, posted=True)

    def _arrive(self, response: TestResponse, url: str, wanted: set[int], *, posted: bool = False) -> Page:
        for _ in range(6):
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            assert not posted or response.status_code == 303, (
                "a form is answered by 303, so that reload asks nothing twice"
            )
            url = urljoin(url, response.headers["Location"])
            parts = urlsplit(url)
            assert parts.netloc in {"", urlsplit(self.application.config["TEST_ORIGIN"]).netloc}, f"{url} is not ours"
            url = parts._replace(scheme="", netloc="").geturl()
            response = self.get(url)
        page = Page(response, url)
        assert page.status in wanted, f"{url}: {page.status}, wanted {wanted}\n{page.errors}\n{page.text[:500]}"
        if self.checks_pages:
            check_page(page, self.application)
        return page


def session_cookie(app: Flask, account_id: int | None, remembered: dict[str, Any]) -> tuple[str, str]:
    """The name and value of the cookie of a session that begins now."""
    token = secrets.token_bytes(TOKEN_BYTES)
    store.add(token, remembered, account_id)
    value = base64.urlsafe_b64encode(token).decode().rstrip("=")
    return app.session_interface.get_cookie_name(app), value


def the_form(page: Page, action: str | None, button: str | None) -> Element:
    main = {id(e) for m in page.all("main") for e in m.iter()}
    found = [f for f in page.forms() if f.get("method") == "post" and (action or button or id(f) in main)]
    if action:
        found = [f for f in found if action in f.get("action", "")]
    if button:
        found = [f for f in found if any(button in text_of(b) for b in f.iter("button"))]
    assert len(found) == 1, f"{page.url}: {len(found)} forms fit; name the action or the button"
    return found[0]


def _pressed(form: Element, words: str | None) -> tuple[str, list[str]] | None:
    """The name and value of the button that is pressed: the one with `words`, or the first, as Enter does."""
    buttons = [b for b in form.iter("button") if b.get("type", "submit") == "submit"]
    chosen = next((b for b in buttons if words is None or words in text_of(b)), None)
    if chosen is None or not chosen.get("name"):
        return None
    return chosen.get("name", ""), [chosen.get("value", "")]
