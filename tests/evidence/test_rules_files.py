import pytest

from tests.evidence import made
from westminster.core.words import Words
from westminster.evidence import rules

PDF, JPEG, PNG = b"%PDF-1.7", b"\xff\xd8\xff\xe0\0\x10JF", b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("head", "name", "verdict"),
    [
        (PDF, "bill.pdf", "application/pdf"),
        (PDF, "BILL.PDF", "application/pdf"),
        (JPEG, "a.jpg", "image/jpeg"),
        (JPEG, "a.jpeg", "image/jpeg"),
        (PNG, "a.png", "image/png"),
        (PDF, "bill.exe.pdf", "application/pdf"),
        (PDF, ".pdf", "application/pdf"),
        (PDF, "bill.pdf.exe", rules.WRONG_NAME),
        (PDF, "bill.png", rules.WRONG_NAME),
        (PNG, "bill.jpg", rules.WRONG_NAME),
        (PDF, "bill.pdf.", rules.WRONG_NAME),
        (PDF, "bill", rules.WRONG_NAME),
        (PDF, "pdf", rules.WRONG_NAME),
        (PDF, "", rules.WRONG_NAME),
        (b"", "bill.pdf", rules.EMPTY),
        (b"%PD", "bill.pdf", rules.WRONG_TYPE),
        (b"\n%PDF-1", "bill.pdf", rules.WRONG_TYPE),
        (b"MZ\x90\0", "bill.pdf", rules.WRONG_TYPE),
        (b"<svg xml", "a.png", rules.WRONG_TYPE),
        (b"<!DOCTYP", "a.png", rules.WRONG_TYPE),
        (b"GIF89a\0\0", "a.png", rules.WRONG_TYPE),
        (b"PK\3\4\0\0\0\0", "a.pdf", rules.WRONG_TYPE),
    ],
)
def test_a_file_is_what_its_first_bytes_and_its_ending_both_say(head, name, verdict):
    assert rules.media_type(head, name) == verdict


@pytest.mark.parametrize("data", [made.pdf(), made.picture("PNG"), made.picture("JPEG")])
def test_the_first_bytes_are_enough_to_know_a_real_file(data):
    names = {"application/pdf": "a.pdf", "image/jpeg": "a.jpg", "image/png": "a.png"}
    assert rules.media_type(data[: rules.HEAD_BYTES], "x") == rules.WRONG_NAME
    assert any(rules.media_type(data[: rules.HEAD_BYTES], name) == kind for kind, name in names.items())


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("bill.pdf", "bill.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Amina\\bill.pdf", "bill.pdf"),
        ("bill.pdf\0.png", "bill.pdf.png"),
        ("bill\u202efdp.exe", "billfdp.exe"),
        ("b\ti\nll \u2028 \x1b[31m.pdf", "b i ll [31m.pdf"),
        ("\u200b\ufeffbill.pdf", "bill.pdf"),
        ("bill\ud800.pdf", "bill.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("فاتورة.pdf", "فاتورة.pdf"),
        ("<script>alert(1)<", "<script>alert(1)<"),
        ("   ", ""),
        ("/", ""),
        ("a" * 300 + ".pdf", "a" * 75 + "….pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(given, shown):
    assert rules.display_name(given) == shown


@pytest.mark.parametrize("ending", ["pdfx", "pdf" + "x" * 400, "jpegx", "exe"])
def test_cutting_a_long_name_makes_no_good_ending_of_a_bad_one(ending):
    name = rules.display_name("a" * 300 + "." + ending)
    assert len(name) <= rules.MAX_NAME
    assert rules.media_type(PDF, name) == rules.WRONG_NAME
    assert rules.media_type(JPEG, name) == rules.WRONG_NAME


def test_every_reason_has_its_words():
    assert set(rules.UNFIT) == set(rules.Reason)
    assert all(isinstance(words, Words) for words in rules.UNFIT.values())
