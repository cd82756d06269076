"""SVG is built from a short list of elements; whatever a text or an attribute holds stays in it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hostile_texts import hostile_texts, unseen
from hypothesis import given
from hypothesis import strategies as st

from quiz.outlet.svg_markup import data_uri, number, shape, svg_picture
from quiz.outlet.visible import in_line
from quiz.outlet.web_page import image


@given(hostile_texts, hostile_texts)
def test_a_strangers_text_is_text(title: str, label: str) -> None:
    picture = svg_picture(10, 10, title, "ja", shape("text", label, x=1, fill=label)).source
    assert not unseen(picture)
    tree = ElementTree.fromstring(picture)
    assert [found.tag.rpartition("}")[2] for found in tree.iter()] == ["svg", "title", "text"]
    title_found, text = list(tree)
    assert (title_found.text or "") == in_line(title)
    assert (text.text or "") == in_line(label)
    assert set(text.attrib) == {"x", "fill"}


@pytest.mark.parametrize("name", ["script", "foreignObject", "image", "a", "style", "use", "g onload"])
def test_nothing_that_acts_is_built(name: str) -> None:
    with pytest.raises(ValueError, match="no element"):
        shape(name)


@pytest.mark.parametrize("name", ["onload", "onClick", "x y", "href=", "1", "href", "style"])
def test_no_attribute_that_acts_is_built(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        shape("path", **{name: "x"})


@given(st.floats(-1e6, 1e6))
def test_numbers_have_one_decimal(value: float) -> None:
    written = number(value)
    assert abs(float(written) - value) <= 0.0501
    assert len(written.partition(".")[2]) <= 1
    assert written != "-0"


@pytest.mark.parametrize(
    "address", ["http://e.example/x.png", "javascript:x", "data:text/html;base64,eA==", 'data:image/png;base64,"><b>']
)
def test_a_page_shows_no_picture_from_elsewhere(address: str) -> None:
    with pytest.raises(ValueError, match="holds itself"):
        image(address, "x")
    assert image(data_uri("image/png", b"x"), "x").source.startswith("<img src=")
