"""A Council Tax extract of a whole city: how long it takes to take over, and what one match takes."""

import time
from pathlib import Path

from westminster.sources.extract import Extract, Match

from .city import City, run

MATCHES = 500


def measure(made: City, households: int) -> tuple[float, float]:
    """Seconds of the command as anybody would run it, and milliseconds of one match in this process, whose portal it is."""
    path = Path(made.environ["STATE_DIR"]) / "extract.csv"
    rows = (f"CT-{n:08},Rahman Amina; {n},{n} Long Street,London,NW8 9AY,2019-04-01\n" for n in range(households))
    path.write_text("account_number,names,address_1,address_2,postcode,from_date\n" + "".join(rows))
    start = time.perf_counter()
    run(made.environ, "counciltax", "import", str(path))
    took = time.perf_counter() - start
    start = time.process_time()
    answers = {Extract().match(f"CT-{n % households:08}", "Amina", "Rahman", "NW8 9AY") for n in range(MATCHES)}
    milliseconds = (time.process_time() - start) / MATCHES * 1000
    assert answers == {Match.MATCHED}
    return took, milliseconds
