"""The worker's part: moves whose day has come, what is told in time, what is kept no longer."""

from datetime import timedelta

from ..core.events import every
from .ending import end_uncarried
from .foretelling import tell_birthdays, tell_ended
from .keeping import forget_old_homes
from .moving import do_due

for verb in (do_due, end_uncarried, tell_birthdays, tell_ended, forget_old_homes):
    every(timedelta(hours=1))(verb)
