"""Files as people send them, and an application that got as far as showing one."""

from io import BytesIO

from tests.browsing import Client
from tests.evidence.made import pdf, picture
from tests.factories import make_application, make_resident
from tests.page import Page
from westminster.applications.models import Application
from westminster.residents.models import Resident

PHOTO = picture("JPEG", size=(60, 80))


def asked_to_show(client: Client, resident: Resident | None = None, **answers: str) -> Application:
    """Signed in as somebody who has said everything but how they show it."""
    resident = resident or make_resident()
    client.sign_in(resident.account_id)
    return make_application(resident, proof_way=None, **answers)


def upload(
    client: Client, kind: str = "utility_bill", data: bytes = PHOTO, name: str = "bill.jpg", **also: int
) -> Page:
    """Add one file."""
    return client.post_form(f"/apply/evidence/add/{kind}", {"file": (BytesIO(data), name)}, **also)


def two_pages() -> bytes:
    return pdf(pages="[3 0 R 3 0 R]", count=2)


def multipart(csrf_token: str, file: bytes) -> bytes:
    """A form with a photo as a browser sends it; the test client would put a large one on the disk first."""
    head = 'Content-Disposition: form-data; name="'
    return b"".join(
        [
            f'--x\r\n{head}csrf_token"\r\n\r\n{csrf_token}\r\n'.encode(),
            f'--x\r\n{head}file"; filename="bill.jpg"\r\n\r\n'.encode(),
            file,
            b"\r\n--x--\r\n",
        ]
    )
