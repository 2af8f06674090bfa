"""What happens by itself in the demo."""

from datetime import timedelta

from ..core.events import every
from .extract import load_extract

every(timedelta(hours=1))(load_extract)  # so that a demo that runs for days has its extract each night
