"""An author's own pictures: what is embedded is a picture and nothing else, and what isn't is told."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from quiz.figures.own_picture import PNG_BYTES, SVG_BYTES, PictureFault, read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 1, height: int = 1) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def told(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    with pytest.raises(PictureFault) as caught:
        read_picture(folder, name)
    assert caught.value.message.ja != caught.value.message.en
    assert name in caught.value.message.en
    return caught.value.message.en


def test_pictures_are_kept_as_they_are(tmp_path: Path) -> None:
    drawing = SVG.format('<g fill="url(#f)"><path d="M0 0L9 9"/><text x="1" y="1">σ &lt; 1</text></g>').encode()
    (tmp_path / "a.svg").write_bytes(drawing)
    (tmp_path / "a.png").write_bytes(png())
    assert read_picture(tmp_path, "a.svg").data == drawing
    found = read_picture(tmp_path, "a.png")
    assert found.address("ja", "").startswith("data:image/png;base64,")
    assert found.markup("en", 'a "b" <i>').source.endswith('alt="a &quot;b&quot; &lt;i&gt;">')
    assert found.words("en", "") == "a.png"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "the element script"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "the element foreignObject"),
        ("<image href='x.png'/>", "the element image"),
        ("<a href='#x'><path d='M0 0'/></a>", "the element a"),
        ("<use href='#x'/>", "the element use"),
        ("<style>*{fill:red}</style>", "the element style"),
        ("<animate attributeName='x'/>", "the element animate"),
        ("<iframe xmlns='http://www.w3.org/1999/xhtml'/>", "the element iframe"),
        ("<path onload='x()'/>", "the attribute onload"),
        ("<path ONCLICK='x()'/>", "the attribute onclick"),
        ("<path fill='url(http://e.example/x#y)'/>", "the attribute fill"),
        ("<path style='background: URL( \"//e.example\" )'/>", "the attribute style"),
        ("<path style='behavior: e\\78pression(1)'/>", "the attribute style"),
        ("<text xmlns:x='http://www.w3.org/1999/xlink' x:href='http://e.example'>x</text>", "the attribute href"),
        ("<text xml:base='http://e.example'>x</text>", "the attribute base"),
        ("<text href='javascript:x'>x</text>", "the attribute href"),
        ("<?xml-stylesheet href='x.css'?>", "a processing instruction"),
        ("<![CDATA[<script>]]>", "CDATA"),
        ("<path>", "can't be read as XML"),
    ],
)
def test_what_is_no_drawing_is_refused(tmp_path: Path, inside: str, said: str) -> None:
    assert said in told(tmp_path, "a.svg", SVG.format(inside).encode())


def test_entities_are_refused_before_they_are_read(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
    assert "DOCTYPE" in told(tmp_path, "a.svg", bomb.encode())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.svg", b"<html/>", "outermost element isn't svg"),
        ("a.svg", "\ufeff<svg/>".encode("utf-16"), "isn't UTF-8"),
        ("a.svg", b" " * (SVG_BYTES + 1), "too large"),
        ("a.svg", SVG.format("<g/>" * 10_001).encode(), "too many"),
        ("a.png", b"GIF89a", "isn't a PNG"),
        ("a.png", png()[:-1], "a broken PNG"),
        ("a.png", png(5000, 1), "5000×1 pixels"),
        ("a.png", png() + b"<script>", "other data after the end"),
        ("a.png", png() + b"\0" * PNG_BYTES, "too large"),
    ],
)
def test_broken_and_large_files_are_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert said in told(tmp_path, name, data)


@pytest.mark.parametrize("name", ["../a.png", "/etc/a.png", "b/a.png", "a.jpg", "a.png\n", "figure:a", "-a.png", ""])
def test_only_a_picture_beside_the_file_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "a.png").write_bytes(png())
    with pytest.raises(PictureFault):
        read_picture(tmp_path, name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(png())
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    os.mkfifo(tmp_path / "pipe.png")
    for name in ("link.png", "pipe.png"):
        with pytest.raises(PictureFault, match="no regular file"):
            read_picture(tmp_path, name)
