from io import BytesIO

import pytest

from tests.evidence import made
from tests.factories import make_resident
from westminster.audit.models import AuditEntry
from westminster.core.errors import NotFound
from westminster.evidence import answers, service


def give():
    amina = make_resident()
    return service.add(amina.id, "application:1", BytesIO(made.picture()), "amina's bill.png", "bill", actor="system")


def test_a_page_is_answered_so_that_no_browser_keeps_or_runs_it(app):
    with app.test_request_context():
        answer = answers.picture(give().public_id, 1, actor="staff:7")
    assert answer.status_code == 200
    assert made.opened(answer.data).size == (60, 40)
    told = {name.lower(): value for name, value in answer.headers.items()}
    assert told["content-type"] == "image/jpeg"
    assert told["content-disposition"] == 'attachment; filename="page-1.jpg"'
    assert told["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert told["cache-control"] == "no-store"
    assert told["x-content-type-options"] == "nosniff"
    assert "amina" not in str(answer.headers)
    assert AuditEntry.select().where(AuditEntry.act == "evidence.read", AuditEntry.actor == "staff:7").count() == 1


def test_what_has_ended_is_not_found(app):
    file = give()
    service.delete(file.public_id, actor="staff:7")
    with app.test_request_context(), pytest.raises(NotFound):
        answers.picture(file.public_id, 1, actor="staff:7")
