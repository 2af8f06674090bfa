"""The portal in a thread of this process, so that a test can make what a page shows and look at it in the browser."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import waitress
from flask import Flask, url_for
from playwright.sync_api import BrowserContext

from a11y.pages import State
from tests.browser.tab import Tab
from tests.browsing import session_cookie
from tests.databases import Sqlite, close
from westminster.core import db as core_db
from westminster.core import server

FILL = """([values, button]) => {
  const form = [...document.querySelectorAll('main form[method="post"]')]
    .find(f => !button || [...f.querySelectorAll('button')].some(b => b.textContent.includes(button)));
  for (const [name, value] of Object.entries(values)) {
    for (const control of form.elements) {
      if (control.name !== name) continue;
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = [value].flat().includes(control.value);
      else control.value = value ?? '';
    }
  }
  form.requestSubmit();
}"""


@dataclass
class Served:
    app: Flask
    origin: str
    databases: Sqlite

    @contextlib.contextmanager
    def empty(self) -> Iterator[None]:
        """A database of its own, empty, for as long as the block."""
        url = self.databases.fresh()
        made = core_db.connect(url)
        try:
            yield
        finally:
            close(made)
            self.databases.drop(url)

    def show(self, state: State, context: BrowserContext, tab: Tab) -> None:
        """Bring `tab` to the page of `state`."""
        values = state.arrange(Visitor(self, context)) or {}
        with self.app.test_request_context(base_url=self.origin):
            path = url_for(state.endpoint, **values)
        tab.expected = {state.status, state.sent_status}
        tab.go(self.origin + path)
        if state.send is not None:
            with tab.page.expect_navigation():
                tab.page.evaluate(FILL, [dict(state.send), state.button])


@dataclass
class Visitor:
    """Somebody at the browser; what a11y/arranged.py signs in."""

    served: Served
    context: BrowserContext

    def sign_in(self, account_id: int | None, **remembered: Any) -> None:
        name, value = session_cookie(self.served.app, account_id, remembered)
        self.context.add_cookies([{"name": name, "value": value, "url": self.served.origin}])


@contextlib.contextmanager
def serving(app: Flask, port: int, databases: Sqlite) -> Iterator[Served]:
    # The next state has another database: no thread may keep a connection to this one.
    app.teardown_request(lambda _: core_db.database.close())
    opened = server.listen("127.0.0.1", port)
    running = waitress.create_server(app, sockets=[opened], threads=4)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    yield Served(app, f"http://127.0.0.1:{port}", databases)
    running.close()
    thread.join(5)
