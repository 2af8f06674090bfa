"""The worker's part: old papers go, cases whose time to answer is over come back."""

from datetime import timedelta

from ..core.events import every
from .retention import come_back, delete_old_papers

for verb in (delete_old_papers, come_back):
    every(timedelta(hours=1))(verb)
