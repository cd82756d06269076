"""An author's own picture beside a question file: PNG or SVG, of a bounded size, and nothing in it but a picture.

It is looked over before anybody is shown it, and refused whole rather than mended: what is embedded in sheets and pages
is then the file as its author made it.
"""

from __future__ import annotations

import os
import re
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

from quiz.errors import refusal, too_much
from quiz.figures.gallery import PLACE
from quiz.figures.picture import OwnPicture
from quiz.language import Text
from solvers.budget import Bound, OverBudget

PNG_BYTES = Bound(1_000_000, "bytes")
SVG_BYTES = Bound(300_000, "bytes")
"""A drawing; photographs are PNG."""
SIDE = 4096
"""The width and height of a PNG in pixels: sixty-four megabytes when a browser has unpacked it."""
SVG_ELEMENTS = Bound(10_000, "entries")

_SVG = "http://www.w3.org/2000/svg"
_DRAWS = frozenset(
    "circle clipPath defs desc ellipse g line linearGradient marker path polygon polyline radialGradient rect stop svg "
    "text title tspan".split()
)
"""Elements that draw: none runs, loads, moves, embeds or repeats others."""
_REFERENCE = re.compile(r"url\(\s*[\"']?(?!#)", re.I)
_ACTIVE = re.compile(r"javascript:|data:|expression\s*\(|@import|@font-face|\\", re.I)


class PictureFault(Exception):
    """Why a file can't be shown as a picture."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(ja, en)


def read_picture(folder: Path, name: str) -> OwnPicture:
    """Return the picture of that name in a folder; raise :class:`PictureFault` for one that can't be shown."""
    if not PLACE.fullmatch(f"![]({name})") or name.startswith("figure:"):
        raise PictureFault(
            f"画像 {name} は使えません。同じフォルダの .png か .svg にしてください",
            f"the picture {name} can't be used: put a .png or .svg into the folder of the question",
        )
    is_png = name.lower().endswith(".png")
    data = _read(folder / name, name, PNG_BYTES if is_png else SVG_BYTES)
    fault = _png_fault(data) if is_png else _svg_fault(data)
    if fault is not None:
        raise PictureFault(f"{name}: {fault.ja}", f"{name}: {fault.en}")
    return OwnPicture(name, "image/png" if is_png else "image/svg+xml", data)


def _read(path: Path, name: str, most: Bound) -> bytes:
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):  # a pipe never ends, and a link may lead out of the bank
            ja, en = "通常のファイルではありません", "is no regular file"
            raise PictureFault(f"画像 {name} は{ja}", f"the picture {name} {en}")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise PictureFault(f"画像 {name} がありません", f"there is no picture {name}") from None
    except (OSError, ValueError) as error:
        told = refusal(error) if isinstance(error, OSError) else Text.both(str(error))
        raise PictureFault(
            f"画像 {name} を読めません: {told.ja}", f"can't read the picture {name}: {told.en}"
        ) from None
    if len(data) > most:
        told = too_much(OverBudget(most))
        raise PictureFault(f"画像 {name}: {told.ja}", f"the picture {name}: {told.en}")
    return data


# -- PNG ---------------------------------------------------------------------------------------------------------------

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _png_fault(data: bytes) -> Text | None:
    """Return what is wrong with a PNG: its signature, its size, or the chain of its parts."""
    if not data.startswith(_SIGNATURE):
        return Text("PNG ではありません（名前だけ .png です）", "isn't a PNG, though its name says so")
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[0][1] != 13 or chunks[-1][0] != b"IEND":
        return Text("PNG が途中で切れているか、壊れています", "is a broken PNG")
    width, height = struct.unpack(">II", data[16:24])
    if not 0 < width <= SIDE or not 0 < height <= SIDE:
        return Text(
            f"{width}×{height} 画素です（縦横とも {SIDE} まで）",
            f"has {width}×{height} pixels (at most {SIDE} each way)",
        )
    end = 8 + sum(12 + length for _, length in chunks)
    if end != len(data):
        return Text("PNG の終わりの後に別のデータがあります", "has other data after the end of the PNG")
    return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, int]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if at + 12 + length > len(data):
            return
        yield kind, length
        at += 12 + length
        if kind == b"IEND":
            return


# -- SVG ---------------------------------------------------------------------------------------------------------------


def _svg_fault(data: bytes) -> Text | None:
    """Return what an SVG has that is no part of a drawing; None if there is nothing."""
    from xml.etree import ElementTree  # few questions have a drawing, and every start would load it

    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Text("UTF-8 ではありません", "isn't UTF-8")
    if re.search(r"<!(?:DOCTYPE|ENTITY|\[CDATA)", source, re.I) or re.search(r"<\?(?!xml\s)", source, re.I):
        return Text("DOCTYPE や処理命令は使えません", "has a DOCTYPE, CDATA or a processing instruction")
    try:
        root = ElementTree.fromstring(source)
    except (ElementTree.ParseError, ValueError):
        return Text("XML として読めません", "can't be read as XML")
    if root.tag != f"{{{_SVG}}}svg":
        return Text("いちばん外側が svg ではありません", "its outermost element isn't svg")
    for count, element in enumerate(root.iter(), start=1):
        if count > SVG_ELEMENTS:
            return too_much(OverBudget(SVG_ELEMENTS))
        name = element.tag.removeprefix(f"{{{_SVG}}}") if isinstance(element.tag, str) else "?"
        if name not in _DRAWS:
            shown = name.rpartition("}")[2][:30]
            return Text(
                f"要素 {shown} は使えません（プレーンな SVG か PNG で保存してください）",
                f"the element {shown} can't be used (save it as plain SVG or as PNG)",
            )
        for key, value in element.attrib.items():
            called = key.rpartition("}")[2].lower()
            if (
                called.startswith("on")
                or called == "base"
                or (called in ("href", "src") and not value.startswith("#"))
                or _REFERENCE.search(value)
                or _ACTIVE.search(value)
            ):
                return Text(
                    f"属性 {called[:30]} は使えません（動作や外部への参照があります）",
                    f"the attribute {called[:30]} can't be used: it acts, or refers to something outside",
                )
    return None
