"""The WSGI callable, made from the environment: `waitress-serve app:app`, `flask --app app …`."""

from westminster.site import create_app

app = create_app()
