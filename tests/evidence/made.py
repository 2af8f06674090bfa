"""Files made for tests: good ones, broken ones and attacks."""

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"


def picture(form="PNG", size=(60, 40), colour="red", mode="RGB", **saving):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, form, **saving)
    return out.getvalue()


def noted_photo(orientation):
    """A JPEG, 80 by 40 when upright, red at the upright left; it says where it was taken, by whom, and more."""
    upright = Image.new("RGB", (80, 40), "blue")
    upright.paste("red", (0, 0, 40, 40))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    turned = upright.transpose(back[orientation]) if orientation in back else upright
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x9286] = orientation, "SECRET PHOTOGRAPHER", "SECRET COMMENT"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 40.0), 3: "W", 4: (0.0, 8.0, 11.0)}
    out = BytesIO()
    turned.save(out, "JPEG", quality=95, exif=exif, comment=b"SECRET <script>", xmp=b"<x:xmpmeta>SECRET</x:xmpmeta>")
    return out.getvalue()


def moving_picture():
    """An animated PNG: red, then blue."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(
        out, "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")], duration=100
    )
    return out.getvalue()


def png(*chunks):
    """A PNG of (name, data) chunks, right in every checksum."""
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed) + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", 0xAE426082)


def png_header(width, height, bits=8, colour=2):
    return b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)


def pdf(*more, catalog="", page=PAGE, trailer="", pages="[3 0 R]", count=1):
    """A PDF written by hand: catalog, page tree, one page, then `more` objects from 4 on."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        f"<</Type/Pages/Kids{pages}/Count {count}>>",
        page,
        *more,
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        body = text if isinstance(text, bytes) else text.encode()
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(data, extra=""):
    """A stream object, deflated."""
    packed = zlib.compress(data, 9)
    return f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>stream\n".encode() + packed + b"\nendstream"


def packed(data, times, twice=False):
    """`data` many times over, deflated as it grows, so that the test stays small."""
    pack = zlib.compressobj(9)
    out = b"".join(pack.compress(data) for _ in range(times)) + pack.flush()
    out = zlib.compress(out, 9) if twice else out
    how = "/Filter[/FlateDecode/FlateDecode]" if twice else "/Filter/FlateDecode"
    return f"<</Length {len(out)}{how}>>stream\n".encode() + out + b"\nendstream"


def drawn_pdf(content, *more, resources=""):
    """One page of 200 by 100 points with this content, as operators or as a stream object."""
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<{resources}>>/Contents 4 0 R>>"
    return pdf(content if content.startswith(b"<<") else stream(content), *more, page=page)


def in_object_streams(data):
    """The same PDF with its objects deflated into object streams, where no search of the bytes finds them."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as known:
        known.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/ObjStm" in out.getvalue()
    return out.getvalue()


def locked_pdf(user="", owner="owner"):
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as known:
        known.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def opened(jpeg):
    """A page as a browser would see it."""
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image
