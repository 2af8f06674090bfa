"""Files sent together, as a browser without script does it; what is said of each; and files from before."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.applications.decided import decide
from tests.applications.papers import PHOTO, asked_to_show, multipart, upload
from tests.browsing import Client
from tests.evidence.made import moving_picture, opened, picture
from tests.evidence.test_rules_heic import heic
from tests.evidence.test_rules_sharpness import blurred, letter
from tests.gateways import clamd as clamds
from tests.page import Page
from westminster.applications.models import Application
from westminster.core.worker import drain
from westminster.evidence import scanning
from westminster.evidence.models import EvidenceFile
from westminster.evidence.service import list_for

ADD = "/apply/evidence/add/utility_bill"


@pytest.fixture
def folder(configure, tmp_path: Path) -> Path:
    configure(evidence_url=(tmp_path / "evidence").as_uri())
    return tmp_path / "evidence"


@pytest.fixture
def applicant(client: Client, folder: Path) -> Client:
    asked_to_show(client)
    return client


def send(client: Client, *files: tuple[str, bytes], **also: int) -> Page:
    return client.post_form(ADD, {"file": [(BytesIO(data), name) for name, data in files]}, **also)


def names() -> list[str]:
    return [file.name for file in EvidenceFile.select().where(EvidenceFile.status == "kept").order_by(EvidenceFile.id)]


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def photo(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def test_several_files_are_added_at_once(applicant: Client):
    page = send(
        applicant, ("front.jpg", PHOTO), ("back.png", picture()), ("IMG_0001.HEIC", heic(Image.new("RGB", (60, 40))))
    )
    assert page.h1 == "Files you added"
    assert names() == ["front.jpg", "back.png", "IMG_0001.HEIC"]


def test_those_that_arrived_stay_and_the_others_are_told_by_name(applicant: Client):
    page = send(applicant, ("a.jpg", PHOTO), ("b.gif", b"GIF89a"), ("c.png", b""), ("d.png", picture()), status=422)
    assert page.errors == {
        "file": "b.gif: The selected file must be a PDF, JPG, HEIC or PNG; c.png: The selected file is empty"
    }
    assert "These files are here already a.jpg d.png You need not send them again." in page.main
    assert page.link("Go on with these files") == "/apply/evidence"
    assert names() == ["a.jpg", "d.png"]


def test_sent_again_with_the_one_that_was_mended_each_is_there_once(applicant: Client):
    send(applicant, ("a.jpg", PHOTO), ("b.png", b""), status=422)
    send(applicant, ("a.jpg", PHOTO), ("b.png", picture()))
    assert names() == ["a.jpg", "b.png"]


def test_of_more_than_ten_the_first_ten_are_taken(applicant: Client):
    page = send(applicant, *((f"{n}.jpg", PHOTO + bytes([n])) for n in range(12)), status=422)
    assert page.errors["file"].startswith("10.jpg: You can add up to 10 files")
    assert len(names()) == 10


def test_files_too_large_together_are_told_so_before_they_are_read(applicant: Client):
    body = multipart(csrf_token="any", file=b"\0" * 51 * 1024 * 1024)
    answer = applicant.post(ADD, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert Page(answer, ADD).errors == {"file": "The selected files must be smaller than 10MB each and 50MB together"}


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the parser leaves what it had open to the collector
def test_an_upload_cut_off_anywhere_leaves_no_row_and_no_bytes(applicant: Client, folder: Path):
    token = applicant.get_page(ADD).forms()[0].find(".//input[@name='csrf_token']").get("value")
    whole = multipart(csrf_token=token, file=photo(letter((600, 800), 20)))
    kind = "multipart/form-data; boundary=x"
    for percent in range(1, 100):
        part = BytesIO(whole[: len(whole) * percent // 100])
        answer = applicant.post(ADD, input_stream=part, content_length=len(whole), content_type=kind)
        assert answer.status_code == 422, percent
    assert (names(), stored(folder)) == ([], [])
    assert applicant.post(ADD, data=whole, content_type=kind).status_code == 303


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (moving_picture(), "moving.png"),
        (heic(*(Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "green"))), "burst.heic"),
    ],
)
def test_what_moves_or_has_more_pictures_is_one_page(applicant: Client, data: bytes, name: str):
    (image,) = send(applicant, (name, data)).all("img")
    assert opened(applicant.get(image.get("src")).data).size == (60, 40)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x" * 200 + ".jpg", "x" * 75 + "….jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("כתובת.jpg", "כתובת.jpg"),
        ("فاتورة الكهرباء.jpg", "فاتورة الكهرباء.jpg"),
        ("100% {name}.jpg", "100% {name}.jpg"),
    ],
)
def test_a_strange_name_is_shown_as_a_name(applicant: Client, name: str, shown: str):
    page = upload(applicant, name=name)
    assert names() == [shown]
    assert shown in page.main


@pytest.mark.parametrize(("by", "told"), [(0, False), (8, True)])
def test_of_a_blurred_photo_we_say_so_and_take_it(applicant: Client, by: int, told: bool):
    page = upload(applicant, data=photo(blurred(letter((1200, 1600), 24), by)))
    assert ("This picture may be too blurred, dark or small to read. You can use it anyway" in page.main) is told
    assert applicant.post_form(page, {"another": "no"}).h1 == "Check your answers"


def test_a_virus_is_told_on_the_field_with_what_to_do(applicant: Client, configure, folder: Path):
    with clamds.stand_in() as clamd:
        configure(clamd_address=clamd.address)
        page = send(applicant, ("a.jpg", PHOTO + clamds.VIRUS), ("b.jpg", PHOTO), status=422)
    assert page.errors["file"].startswith("a.jpg: The selected file has a virus in it, so we did not keep it")
    assert names() == ["b.jpg"]
    assert len(stored(folder)) == 1


def test_a_virus_found_later_is_told_and_the_draft_is_to_be_shown_anew(applicant: Client, configure):
    configure(clamd_address="tcp://127.0.0.1:9")
    page = upload(applicant, data=PHOTO + clamds.VIRUS)
    assert "We are still checking this file for viruses." in page.main
    with clamds.stand_in() as clamd:
        configure(clamd_address=clamd.address)
        scanning.check_waiting()
    drain()
    assert "proof_way" not in Application.get().answers
    assert applicant.get_page("/apply/check").url == "/apply"
    page = applicant.get_page("/apply/evidence")
    assert page.h1 == "What do you want to send?"
    assert "We found a virus in a file that you sent on 20 November 2026" in page.main


def test_a_virus_in_what_was_sent_is_told_where_the_application_stands(applicant: Client, configure):
    configure(clamd_address="tcp://127.0.0.1:9")
    upload(applicant, data=PHOTO + clamds.VIRUS)
    applicant.post_form("/apply/check")
    with clamds.stand_in() as clamd:
        configure(clamd_address=clamd.address)
        scanning.check_waiting()
    drain()
    assert Application.get().status == "with_staff"
    assert "We found a virus in a file" in applicant.get_page("/apply/status").main


def test_a_file_from_before_is_shown_with_its_day_and_used_by_its_name(applicant: Client, clock):
    upload(applicant, kind="utility_bill", name="water.jpg")
    applicant.post_form("/apply/check")
    decide(Application.get(), "refused", "too_old")
    clock.move(days=3)
    second = asked_to_show(applicant, resident=Application.get().resident)
    page = applicant.get_page("/apply/evidence/kind")
    assert page.all("img")[0].get("alt") == "Page 1 of water.jpg"
    applicant.post_form(page, button="Use water.jpg that you sent on 20 November 2026")
    assert [file.name for file in list_for(second.subject)] == ["water.jpg"]


def test_a_file_from_before_that_shows_nothing_here_is_not_offered(applicant: Client):
    page = upload(applicant, kind="utility_bill")
    (image,) = page.all("img")
    applicant.post_form("/apply/check")
    decide(Application.get(), "refused", "too_old")
    place = {"place_name": "Elm Court", "place_postcode": "NW8 9AY"}
    asked_to_show(applicant, resident=Application.get().resident, basis="works_in_westminster", **place)
    page = applicant.get_page("/apply/evidence/kind")
    assert "that you sent before" not in page.main
    token = page.forms()[0].find(".//input[@name='csrf_token']").get("value")
    again = f"/apply/evidence/again/{image.get('src').split('/')[-2]}"
    assert applicant.post(again, data={"csrf_token": token}).status_code == 404
