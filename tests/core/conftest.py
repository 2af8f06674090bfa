"""An app that has templates and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from westminster.core import settings, templating


@pytest.fixture
def pages(tmp_path: Path) -> Flask:
    app = Flask("pages", static_folder=None)
    app.secret_key = "a secret for tests, not for people"
    templating.init_app(app, replace(settings.current(), state_dir=tmp_path, demo=True))
    return app
