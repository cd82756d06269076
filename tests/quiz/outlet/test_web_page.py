"""HTML, read by parsers of the standard that browsers follow, and by a browser where there is one."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest
from hostile_texts import PIECES, hostile_texts, unseen
from hypothesis import given

from quiz.outlet.visible import visible
from quiz.outlet.web_page import ELEMENTS, Markup, document, element

HTML = "{http://www.w3.org/1999/xhtml}"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")


def page_with(text: str) -> str:
    row = element("tr", element("td", text), element("td", element("a", text, leads_to=text)))
    parts = [element("h2", text, id=text), element("pre", text), element("table", row)]
    return "".join(document(text, "ja", "p { color: red; }\n", parts))


@given(hostile_texts)
def test_a_strangers_text_is_text_wherever_it_stands(text: str) -> None:
    written = page_with(text)
    assert not unseen(written)
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(written)
    assert not parser.errors
    shown = visible(text)
    elements = [found.tag.removeprefix(HTML) for found in tree.iter() if isinstance(found.tag, str)]
    expected = "html head meta meta meta meta title style body h2 pre table tbody tr td td a".split()
    assert elements == expected
    assert ["".join(tree.iter(f"{HTML}{name}").__next__().itertext()) for name in ("h2", "pre", "td", "a")] == [
        shown
    ] * 4
    attributes = {key for found in tree.iter() for key in found.attrib}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "id", "href"}
    assert all(found.attrib["href"] == f"#{shown}" for found in tree.iter(f"{HTML}a") if "href" in found.attrib)


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    tree = html5lib.parse(page_with("x"))
    head = [found for found in tree.iter() if found.tag in (f"{HTML}meta", f"{HTML}style", f"{HTML}title")]
    assert head[0].attrib == {"charset": "utf-8"}
    assert head[1].attrib["http-equiv"] == "Content-Security-Policy"  # before anything that it is about
    rules = dict(rule.split(" ", 1) for rule in head[1].attrib["content"].split("; "))
    style = "".join(found.text or "" for found in head if found.tag == f"{HTML}style")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert rules == {
        "default-src": "'none'", "img-src": "data:", "style-src": f"'sha256-{allowed}'",
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["script", "style", "iframe", "img", "object", "form", "input", "svg", "link", "meta", "base"]
)
def test_what_runs_or_loads_is_not_built(name: str) -> None:
    assert name not in ELEMENTS
    with pytest.raises(ValueError, match=name):
        element(name)


def test_a_class_is_a_name() -> None:
    assert element("td", "7", classes="n").source == '<td class="n">7</td>'
    with pytest.raises(ValueError, match="class"):
        element("td", "7", classes='n" onclick="x')


def test_code_keeps_its_first_line_though_it_is_empty() -> None:
    tree = html5lib.parse(element("pre", "\n\na").source)
    assert "".join(tree.itertext()) == "\n\na"


def test_what_was_built_is_not_escaped_again() -> None:
    assert element("p", Markup("<b>"), "<b>").source == "<p><b>&lt;b&gt;</p>"


def test_a_browser_runs_nothing_and_shows_the_text(tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"no browser here: {', '.join(BROWSERS)}")
    text = "".join(PIECES) + "<script>document.title='run'</script>"
    page = tmp_path / "page.html"
    page.write_text(page_with(text), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, timeout=120, check=True)
    dom = done.stdout.decode("utf-8")
    assert "<title>run" not in dom
    assert not re.search(r"<(?:script|img|b)\b", dom)
    assert "&lt;script&gt;" in dom
