"""Make archives and documents that hold a text, as the programs that write them do."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping


def escaped(text: str) -> str:
    """Return *text* as XML and HTML want it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def archive(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return buffer.getvalue()


def tar(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """Make a tar file, packed as *mode* says."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as made:  # type: ignore[call-overload]
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            made.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def docx(*runs: str, core: str = "") -> bytes:
    """Make a document whose one paragraph is written in *runs*."""
    body = "".join(f'<w:r><w:t xml:space="preserve">{escaped(run)}</w:t></w:r>' for run in runs)
    text = f'<w:document xmlns:w="w"><w:body><w:p>{body}</w:p></w:body></w:document>'
    title = f'<cp:core xmlns:cp="c" xmlns:dc="d"><dc:title>{escaped(core)}</dc:title></cp:core>'
    return archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": text.encode(),
            "docProps/core.xml": title.encode(),
        }
    )


def xlsx(text: str) -> bytes:
    """Make a workbook with *text* in a cell."""
    return archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/sharedStrings.xml": f"<sst><si><t>{escaped(text)}</t></si></sst>".encode(),
        }
    )


def office(path: str, text: str) -> bytes:
    """Make an archive with *text* in an XML file at *path*."""
    words = "</text:span> <text:span>".join(escaped(text).split(" "))
    return archive(
        {
            "mimetype": b"application/x",
            path: f"<x><p><text:span>{words}</text:span></p></x>".encode(),
        }
    )


def pdf(content: bytes = b"", *, info: bytes = b"", xmp: bytes = b"", packed: bool = True) -> bytes:
    """Make a PDF of one page with these operators, title and XMP."""

    def stream(data: bytes, entries: bytes = b"") -> bytes:
        if packed:
            data, entries = zlib.compress(data), entries + b"/Filter /FlateDecode "
        head = b"<< %s/Length %d >>" % (entries, len(data))
        return head + b"\nstream\n" + data + b"\nendstream"

    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        stream(xmp, b"/Type /Metadata /Subtype /XML "),
        b"<< /Title " + (info or b"()") + b" /Producer (x) >>",
    ]
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + data + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    tail = b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(tail % (len(objects) + 1, start))
    return out.getvalue()


def shown(text: str) -> bytes:
    """Return the operators that show *text* at once."""
    plain = text.encode("cp1252", "replace").replace(b"\\", b"\\\\")
    return b"BT /F1 12 Tf (" + plain.replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj ET"


def kerned(text: str) -> bytes:
    """Return the operators that show *text* as typesetting programs do: in pieces."""
    plain = text.encode("cp1252", "replace")
    pieces = [plain[at : at + 3] for at in range(0, len(plain), 3)]
    return b"BT /F1 12 Tf [" + b" -20 ".join(b"(" + piece + b")" for piece in pieces) + b"] TJ ET"


def lettered(text: str) -> bytes:
    """Return the operators that show *text* as hexadecimal numbers, a line for each word."""
    words = [word.encode("cp1252", "replace").hex().encode() for word in text.split()]
    return b"BT /F1 12 Tf " + b" 0 -14 Td ".join(b"<" + word + b"> Tj" for word in words) + b" ET"


def packed(text: str) -> bytes:
    """Return *text* in UTF-8, packed as gzip does."""
    return gzip.compress(text.encode(), mtime=0)
