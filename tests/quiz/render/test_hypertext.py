"""Markdown as HTML: what each block becomes, and that no text of a stranger's comes alive."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.figures.gallery import Gallery
from quiz.figures.picture import OwnPicture
from quiz.render.hypertext import hypertext
from quiz.render.markdown import blocks


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("a **b** *c*", "<p>a <strong>b</strong> <em>c</em></p>"),
        ("# A\n## B", "<h3>A</h3><h4>B</h4>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n5. b", '<ul class="marked"><li>3. a</li><li>5. b</li></ul>'),
        ("- a\n  - b", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"),
        ("```python\nx < 1\n```", "<pre>\n<code>x &lt; 1</code></pre>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("$$x$$", '<math display="block"><mi>x</mi></math>'),
        (
            "| a | b |\n|---|--:|\n| `1` | 2 |",
            '<table><thead><tr><th>a</th><th class="right">b</th></tr></thead>'
            '<tbody><tr><td><code>1</code></td><td class="right">2</td></tr></tbody></table>',
        ),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("![a plot](figure:loss)", "<p>a plot</p>"),
        ("![](figure:loss)", "<p>figure:loss</p>"),
    ],
)
def test_blocks(markdown: str, wanted: str) -> None:
    assert hypertext(markdown).source == wanted


def test_pictures_stand_in_the_page() -> None:
    gallery = Gallery("en", {"a.png": OwnPicture("a.png", "image/png", b"x")})
    shown = hypertext("![A plot](a.png)", gallery).source
    assert shown.startswith('<figure><img src="data:image/png;base64,eA==" alt="A plot">')
    assert shown.endswith("<figcaption>A plot</figcaption></figure>")
    assert "figcaption" not in hypertext("![](a.png)", gallery).source


def test_headings_begin_where_the_page_wants_them() -> None:
    assert hypertext("# A\n###### B", top=2).source == "<h2>A</h2><h6>B</h6>"


class Seen(HTMLParser):
    """Collects elements that are open at the end, and all that were seen."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("href", "src", "style")]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.sampled_from("a*`$#->|\n1. <b>\"'&![](x)\\_^{}~")) | st.text(max_size=80))
def test_no_text_comes_alive(markdown: str) -> None:
    seen = Seen()
    seen.feed(hypertext(markdown).source)
    seen.close()
    assert not seen.open
    assert not seen.tags & {"b", "script", "img", "iframe", "form", "input", "style", "link"}


@given(st.text(st.sampled_from("abc 漢字 ,."), min_size=1, max_size=40))
def test_plain_words_are_all_there(markdown: str) -> None:
    seen = Seen()
    seen.feed(hypertext(markdown).source)
    wanted = "".join(span.text for block in blocks(markdown) for span in block.spans)  # type: ignore[union-attr]
    assert seen.text == wanted


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "```python\ndef f(x):\n    return '<b>'  # two\n```",
            '<pre>\n<code><span class="keyword">def</span> <span class="defined">f</span>(x):\n    '
            '<span class="keyword">return</span> <span class="string">&#x27;&lt;b&gt;&#x27;</span>  '
            '<span class="comment"># two</span></code></pre>',
        ),
        ("```\nlayer   3 x 3   # 零\n```", "<pre>\n<code>layer   3 x 3   # 零</code></pre>"),
    ],
)
def test_coloured_code(text: str, html: str) -> None:
    assert hypertext(text, coloured=True).source == html
    assert "span" not in hypertext(text).source
