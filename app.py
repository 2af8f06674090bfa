"""The WSGI callable, made from the environment: `flask --app app …`, or any WSGI server on `app:app`."""

import sys

from westminster.core.settings import SettingsError
from westminster.site import create_app

try:
    app = create_app()
except SettingsError as error:
    sys.exit(f"MyWestminster cannot start: {error}.")
