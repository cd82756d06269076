"""Pictures in texts: set for a terminal, written for other readers; whatever a caption holds, it is told as text."""

from __future__ import annotations

import html5lib
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from markdown_it import MarkdownIt

from quiz.figures.gallery import Gallery
from quiz.figures.given import Given
from quiz.figures.picture import OwnPicture
from quiz.figures.sorts import drawn
from quiz.language import Text
from quiz.outlet.web_page import document
from quiz.render import terminal
from quiz.render.markdown import PicturePlace, blocks
from quiz.render.portable import portable

HTML = "{http://www.w3.org/1999/xhtml}"
BARS = drawn("bars", Given({"bar": ({"value": 3, "label": Text("い", "b")}, {"value": 1, "label": Text("ろ", "c")})}))
GALLERY = Gallery("en", {"figure:bars": BARS, "a.png": OwnPicture("a.png", "image/png", b"x")})


class Reader(MarkdownIt):
    """A reader that shows pictures in addresses of their own, as editors and converters do."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the name is the library's
        return super().validateLink(url) or url.startswith("data:image/")


READER = Reader("commonmark", {"html": True})


def images(markdown: str) -> list[dict[str, str]]:
    """The pictures that another reader shows."""
    tree = html5lib.parse(READER.render(markdown))
    return [dict(part.attrib) for part in tree.iter(f"{HTML}img")]


def test_a_place_is_a_line_of_its_own() -> None:
    found = blocks("See\n![](figure:bars)\n- one\n  ![b](a.png)\n\nin ![c](a.png) a line, ![](http://e.example/p.png)")
    assert found[1] == PicturePlace("", "figure:bars")
    assert PicturePlace("b", "a.png") in found[2].items[0].blocks  # type: ignore[union-attr]
    assert not any(isinstance(block, PicturePlace) for block in found[3:])


def test_other_readers_show_it_wherever_it_stands() -> None:
    shown = images(portable("See\n![](figure:bars)\n- one\n  ![b](a.png)\n", GALLERY))
    assert [one["alt"] for one in shown] == ["bars: b 3, c 1", "b"]
    assert shown[0]["src"].startswith("data:image/svg+xml;base64,")
    assert shown[1]["src"] == "data:image/png;base64,eA=="


def test_a_picture_that_is_not_there_is_told() -> None:
    text = "![the *loss*](loss.png)"
    assert images(portable(text, GALLERY)) == []
    assert portable(text, GALLERY) == "[the \\*loss\\*]"
    assert terminal(text, width=60, color=False, ascii=False, pictures=GALLERY) == "[the *loss*]"
    assert terminal("![](loss.png)", width=60, color=False, ascii=False) == "[loss.png]"


def test_a_caption_stands_above_what_is_drawn() -> None:
    lines = terminal("![Two bars](figure:bars)", width=40, color=False, ascii=False, pictures=GALLERY).split("\n")
    assert lines[0] == "Two bars"
    assert any("⣿" in line for line in lines)
    told = terminal("![Two bars](figure:bars)", width=60, color=False, ascii=True, pictures=GALLERY)
    assert told == "[Two bars: bars: b 3, c 1]"


@given(hostile_texts)
def test_a_hostile_caption_is_text_everywhere(caption: str) -> None:
    caption = caption.replace("\n", " ").replace("]", ")")
    text = f"before\n\n![{caption}](figure:bars)\n\nafter"
    written = portable(text, GALLERY)
    assert not unseen(written)
    tree = html5lib.parse(READER.render(written))
    tags = {part.tag.removeprefix(HTML) for part in tree.iter() if isinstance(part.tag, str)}
    assert not tags & {"script", "a", "iframe", "style", "b", "i"}
    for one in images(written):
        assert one["src"].startswith("data:image/svg+xml;base64,")
        assert set(one) == {"src", "alt"}
    shown = terminal(text, width=40, color=False, ascii=False, pictures=GALLERY)
    assert not unseen(shown)
    page = "".join(document("t", "en", "", [BARS.markup("en", caption)]))
    assert not unseen(page)
    parser = html5lib.HTMLParser(strict=False)
    html = parser.parse(page)
    names = [part.tag.rpartition("}")[2] for part in html.iter() if isinstance(part.tag, str)]
    assert set(names) <= set("html head meta title style body svg g rect polygon polyline text".split())
    assert names.count("title") == 2
