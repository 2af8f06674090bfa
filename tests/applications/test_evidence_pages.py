from io import BytesIO

import pytest

from tests.applications.decided import decide
from tests.applications.papers import PHOTO, asked_to_show, multipart, two_pages, upload
from tests.browsing import Client
from tests.evidence.made import locked_pdf, opened
from tests.factories import make_account
from tests.page import Page
from westminster.applications.models import Application
from westminster.applications.service import begin
from westminster.audit.models import AuditEntry
from westminster.evidence.models import EvidenceFile
from westminster.evidence.service import list_for
from westminster.residents.service import for_account


@pytest.fixture
def applicant(client: Client) -> Client:
    asked_to_show(client)
    return client


def names() -> list[str]:
    return [file.name for file in EvidenceFile.select().where(EvidenceFile.status == "kept").order_by(EvidenceFile.id)]


def test_from_how_you_show_it_to_a_person(applicant: Client):
    page = applicant.get_page(applicant.get_page("/apply/show").link("Send a photo or PDF"))
    assert page.h1 == "What do you want to send?"
    assert "Bank or building society statement From the last 3 months" in page.main
    page = applicant.post_form(page, {"kind": "bank_statement"})
    assert page.h1 == "Bank or building society statement"
    page = applicant.post_form(page, {"file": (BytesIO(PHOTO), "May.jpg")})
    assert page.h1 == "Files you added"
    page = applicant.post_form(page, {"another": "yes"})
    page = applicant.post_form(page, {"kind": "utility_bill"})
    page = applicant.post_form(page, {"file": (BytesIO(two_pages()), "Water bill.pdf")})
    assert "2 pages" in page.main
    page = applicant.post_form(page, {"another": "no"})
    assert page.h1 == "Check your answers"
    assert "Files you added May.jpg Water bill.pdf" in page.main
    assert "Files you added" in applicant.get_page("/apply").main
    page = applicant.post_form(page)
    assert page.h1 == "We have your application"
    assert "You hear from us by 4 December 2026." in page.main
    sent = Application.get()
    assert (sent.status, sent.why_a_person) == ("with_staff", "no_match")
    assert [file.kind for file in list_for(sent.subject)] == ["bank_statement", "utility_bill"]


def test_a_file_input_takes_what_phones_make_and_does_not_force_the_camera(applicant: Client):
    (control,) = [e for e in applicant.get_page("/apply/evidence/add/tenancy").all("input") if e.get("type") == "file"]
    assert control.get("accept") == "image/jpeg,image/png,image/heic,image/heif,.heic,.heif,application/pdf"
    assert control.get("multiple") is not None
    assert control.get("capture") is None


@pytest.mark.parametrize(
    ("basis", "offered"),
    [
        ("lives_in_westminster", "Tenancy agreement"),
        ("works_in_westminster", "Payslip"),
        ("studies_in_westminster", "Student card, such as TOTUM"),
    ],
)
def test_the_papers_offered_show_what_the_person_says(client: Client, basis: str, offered: str):
    asked_to_show(client, basis=basis, place_name="Elm Court", place_postcode="NW8 9AY")
    page = client.get_page("/apply/evidence/kind")
    assert offered in page.main
    assert ("Council Tax bill" in page.main) == (basis == "lives_in_westminster")
    assert "Something else" not in page.main


def test_the_page_shows_what_we_keep(applicant: Client):
    page = upload(applicant)
    (image,) = page.all("img")
    assert image.get("alt") == "Page 1 of bill.jpg"
    answer = applicant.get(image.get("src"))
    assert opened(answer.data).size == (60, 80)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert not AuditEntry.select().where(AuditEntry.act == "evidence.read").exists()


def test_the_same_file_sent_twice_is_there_once(applicant: Client):
    upload(applicant)
    upload(applicant)
    assert names() == ["bill.jpg"]


def test_a_file_is_removed_once_asked_and_only_once(applicant: Client):
    page = upload(applicant)
    asked = applicant.get_page(page.link("Remove the file bill.jpg"))
    assert asked.h1 == "Remove this file?"
    assert "bill.jpg" in asked.main
    assert applicant.post_form(asked).h1 == "What do you want to send?"
    assert applicant.post_form(asked).h1 == "What do you want to send?"
    assert names() == []


def test_without_the_last_file_it_is_to_show_again(applicant: Client):
    page = upload(applicant)
    assert Application.get().answers["proof_way"] == "upload"
    applicant.post_form(page.link("Remove the file bill.jpg"))
    assert "proof_way" not in Application.get().answers
    assert applicant.get_page("/apply/check").url == "/apply"


def test_another_name_asks_again_and_the_files_still_show_it(applicant: Client):
    upload(applicant)
    applicant.post_form("/apply/name", {"last_name": "Ali"})
    assert "proof_way" not in Application.get().answers
    page = applicant.get_page(applicant.get_page("/apply/show").link("Send a photo or PDF"))
    assert applicant.post_form(page, {"another": "no"}).h1 == "Check your answers"


REFUSED = [
    (b"", "bill.jpg", "The selected file is empty"),
    (b"GIF89a", "bill.gif", "The selected file must be a PDF, JPG, HEIC or PNG"),
    (PHOTO, "bill.pdf", "The selected file is not what its name says – save it again, or send a photo of it"),
    (PHOTO[:200], "bill.jpg", "The selected file could not be uploaded – try again or send another"),
    (
        locked_pdf(user="secret"),
        "bill.pdf",
        "The selected file is password protected – send a copy without a password, or a photo of it",
    ),
]


@pytest.mark.parametrize(("data", "name", "words"), REFUSED, ids=[words[:40] for _, _, words in REFUSED])
def test_a_file_we_cannot_take_is_told_on_its_field(applicant: Client, data: bytes, name: str, words: str):
    page = upload(applicant, data=data, name=name, status=422)
    assert page.errors == {"file": words}
    assert page.h1 == "Gas, electricity, water or landline bill"
    assert names() == []


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the parser leaves what it had open to the collector
def test_a_body_that_was_cut_off_is_told_on_the_field(applicant: Client):
    start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="bill.jpg"\r\n\r\n' + PHOTO[:100]
    answer = applicant.post("/apply/evidence/add/tenancy", data=start, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "The selected file could not be uploaded" in answer.text
    answer = applicant.post(
        "/apply/evidence/add/tenancy",
        input_stream=BytesIO(start),
        content_length=len(start) + 1000,
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 422
    assert "The selected file could not be uploaded" in answer.text


@pytest.mark.parametrize("size", [10 * 1024 * 1024, 11 * 1024 * 1024])
def test_a_file_too_large_is_told_on_the_field_however_large(applicant: Client, size: int):
    page = applicant.get_page("/apply/evidence/add/tenancy")
    token = page.forms()[0].find(".//input[@name='csrf_token']").get("value")
    body = multipart(csrf_token=token, file=PHOTO.ljust(size, b"\0"))
    answer = applicant.post(page.url, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert Page(answer, page.url).errors == {"file": "The selected file must be smaller than 10MB"}
    assert names() == []


def test_elsewhere_a_large_body_is_refused_as_before(applicant: Client):
    assert applicant.post("/apply/name", data={"last_name": "x" * 200_000}).status_code == 413


def test_no_file_is_no_file(applicant: Client):
    page = applicant.get_page("/apply/evidence/add/tenancy")
    assert applicant.post_form(page, status=422).errors == {"file": "Select a file"}
    assert applicant.post_form(page, {"file": "bill.jpg"}, status=422).errors == {"file": "Select a file"}


def test_a_page_that_was_open_too_long_adds_nothing(applicant: Client):
    page = applicant.get_page("/apply/evidence/add/tenancy")
    page = applicant.post_form(page, {"file": (BytesIO(PHOTO), "a.jpg"), "csrf_token": "stale"}, status=400)
    assert "open for too long" in page.main
    assert names() == []


def test_what_is_not_in_the_list_is_no_kind(applicant: Client):
    page = applicant.post_form("/apply/evidence/kind", {"kind": "a_promise"}, status=422)
    assert page.errors == {"kind": "Select what you want to send"}
    for kind in ("a_promise", "payslip", "other", "%00", "x" * 3000):
        assert applicant.get(f"/apply/evidence/add/{kind}").status_code in {400, 404}


def test_yes_or_no_has_to_be_said(applicant: Client):
    upload(applicant)
    page = applicant.post_form("/apply/evidence", status=422)
    assert page.errors == {"another": "Select yes if you want to add another file"}


def test_ten_files_are_all(applicant: Client):
    for number in range(10):
        upload(applicant, data=PHOTO + bytes([number]))
    page = applicant.get_page("/apply/evidence")
    assert "as many files as we take" in page.main
    refused = upload(applicant, data=PHOTO + b"one more", status=422)
    assert refused.errors == {"file": "You can add up to 10 files – remove one before you add another"}
    assert applicant.post_form(page).h1 == "Check your answers"


def test_a_name_that_does_harm_is_only_text(applicant: Client):
    page = upload(applicant, name="../../<img src=x onerror='alert(1)'>.jpg")
    assert "<img src=x onerror='alert(1)'>.jpg" in page.main
    assert len(page.all("img")) == 1


@pytest.mark.parametrize("page", ["", "/kind", "/add/tenancy", "/in-person"])
def test_files_are_taken_from_nobody_who_is_not_so_far(client: Client, page: str):
    client.sign_in(make_account().id)
    assert client.get_page(f"/apply/evidence{page}").url == "/apply"
    begin(for_account(make_account().id))
    client.sign_in(Application.get().resident.account_id)
    assert client.get_page(f"/apply/evidence{page}").url == "/apply/status"


def test_after_sending_nothing_is_added_or_removed(applicant: Client):
    form, files = applicant.get_page("/apply/evidence/add/tenancy"), upload(applicant)
    applicant.post_form("/apply/check")
    late = applicant.post_form(form, {"file": (BytesIO(PHOTO + b"more"), "late.jpg")})
    assert late.url == "/apply/status"
    assert applicant.get_page(files.link("Remove the file bill.jpg")).url == "/apply/status"
    assert names() == ["bill.jpg"]


def test_what_was_sent_can_still_be_looked_at_by_nobody_else(applicant: Client):
    (image,) = upload(applicant).all("img")
    applicant.post_form("/apply/check")
    assert applicant.get(image.get("src")).status_code == 200
    stranger = applicant.application.test_client()
    assert stranger.get(image.get("src")).status_code == 303
    asked_to_show(stranger)
    assert stranger.get(image.get("src")).status_code == 404
    assert stranger.get(image.get("src").rpartition("/")[0] + "/remove").status_code == 404
    for page in ("/2", "/0", "/99999999999999999999", "/x"):
        assert applicant.get(image.get("src").rpartition("/")[0] + page).status_code == 404


def test_in_person_says_what_to_bring_where_and_what_to_say(applicant: Client):
    page = applicant.get_page(applicant.get_page("/apply/show").link("I will show it at a library"))
    for said in ("Go to any library in Westminster", "You get a reference.", "Tenancy agreement", "last 3 months"):
        assert said in page.main
    page = applicant.post_form(page)
    assert page.h1 == "Check your answers"
    assert "How you show it At a library" in page.main
    page = applicant.post_form(page)
    for said in (
        "Go to any library in Westminster by 4 December 2026",
        "Tenancy agreement",
        Application.get().reference,
    ):
        assert said in page.main


def test_files_that_are_not_how_they_show_it_are_not_sent(applicant: Client):
    upload(applicant)
    page = applicant.get_page("/apply/evidence/in-person")
    assert "we do not send them and delete them" in page.main
    page = applicant.post_form(page)
    assert "bill.jpg" not in page.main
    applicant.post_form(page)
    assert names() == []


def test_who_applies_again_can_use_what_they_gave_before(applicant: Client):
    upload(applicant)
    applicant.post_form("/apply/check")
    decide(Application.get(), "refused", "too_old")
    second = asked_to_show(applicant, resident=Application.get().resident)
    page = applicant.get_page("/apply/evidence/kind")
    assert "Or use a file that you sent before" in page.main
    added = applicant.post_form(page, button="Use bill.jpg that you sent on 20 November 2026")
    assert "bill.jpg" in added.main
    applicant.post_form(page, button="Use bill.jpg that you sent on 20 November 2026")
    assert [file.name for file in list_for(second.subject)] == ["bill.jpg"]
    assert "that you sent before" not in applicant.get_page("/apply/evidence/kind").main


def test_a_file_of_somebody_else_cannot_be_used(applicant: Client):
    theirs = upload(applicant).all("img")[0].get("src").split("/")[-2]
    other = applicant.application.test_client()
    asked_to_show(other)
    token = other.get_page("/apply/evidence/kind").forms()[0].find(".//input[@name='csrf_token']").get("value")
    for public_id in (theirs, "nothing"):
        assert other.post(f"/apply/evidence/again/{public_id}", data={"csrf_token": token}).status_code == 404
