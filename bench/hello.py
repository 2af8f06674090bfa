"""The yardstick: what Flask and the server cost when a page does nothing. A "hello" is one answer of it."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "hello"
