"""A PDF's text is read page by page; without pypdf, or without text in the file, the refusal tells what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.report import documents
from quiz.report.documents import UnreadableReport, read_report
from quiz.report.pdf_text import CAN_READ_PDF
from solvers import budget
from solvers.budget import Bound

needs_pypdf = pytest.mark.skipif(not CAN_READ_PDF, reason="pypdf is not installed (extra: pdf)")

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""


def pdf(*pages: str) -> bytes:
    """Return a PDF that shows the lines of each page, with two-byte signs as word processors write Japanese."""
    kids = [f"{6 + 2 * number} 0 R" for number in range(len(pages))]
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(TO_UNICODE)} >>\nstream\n{TO_UNICODE}\nendstream",
    ]
    for number, page in enumerate(pages):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -16 Td" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 72 720 Td {shown} ET"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {7 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    written, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(bodies) + 1
    trailer = f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF"
    return f"{written}xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode()


@needs_pypdf
def test_each_page_gives_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf("問）値を求めよ。\n答）7", "考察"))
    lines = [(line.page, line.number, line.text) for line in read_report(path).lines if line.text]
    assert lines == [(1, 1, "問）値を求めよ。"), (1, 2, "答）7"), (2, 1, "考察")]


@needs_pypdf
@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7 \xff\x00" * 50, pdf("")])
def test_a_pdf_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableReport, match="no text can be taken") as caught:
        read_report(path)
    assert "pdftotext -enc UTF-8 scan.pdf scan.txt" in caught.value.in_("ja")


@needs_pypdf
def test_pages_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.report import pdf_text

    monkeypatch.setattr(pdf_text, "REPORT_PAGES", Bound(1, "entries"))
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf("一", "二"))
    with pytest.raises(UnreadableReport, match=r"long\.pdf: too many"):
        read_report(path)


def test_without_what_reads_it_a_pdf_is_refused_with_both_ways_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "CAN_READ_PDF", False)
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf("文。"))
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    for language in ("ja", "en"):
        told = caught.value.in_(language)
        assert "kakunin-test[pdf]" in told
        assert "pdftotext -enc UTF-8 report.pdf report.txt" in told


def test_a_pdf_may_be_larger_than_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "REPORT", Bound(10, "bytes"))
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.4 and more than ten bytes")
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    assert "too large" not in caught.value.in_("en")
