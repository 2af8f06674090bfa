import time
from datetime import date, timedelta
from tests.applications.test_case_queue import fill
from tests.applications.cases import make_case
from tests.factories import make_staff
from westminster.applications import caseload, search
from westminster.applications.models import Application
from westminster.core.db import database

def timed(name, f):
    f(); t=time.perf_counter()
    for _ in range(5): f()
    print(name, round((time.perf_counter()-t)/5*1000,2),"ms")

def test_scale(client):
    client.sign_in(make_staff().account_id)
    for n in (2500, 47500):
        for s in range(0, n, 1000):
            fill(min(1000,n-s), start=1_000_00*(1 if n==2500 else 2)+s)
        print(Application.select().count())
        timed("queue page", lambda: client.get("/staff"))
        timed("queue rows", lambda: caseload.listed("us"))
        timed("why", lambda: caseload.listed("us", "under_16"))
        timed("decided", lambda: caseload.listed("decided"))
        timed("counts", caseload.counts)
        timed("find name", lambda: search.find_people("Amina Rahman"))
        timed("find none", lambda: search.find_people("Zieli"))
        timed("find cases", lambda: caseload.of_people(search.find_people("Amina Rahman")))
        c = Application.get(Application.status=="with_staff")
        timed("case page", lambda: client.get(f"/staff/cases/{c.public_id}"))
