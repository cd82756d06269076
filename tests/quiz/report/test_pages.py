"""Pages as the usual platforms write them, made up after their markup: what they show is read, once, and no more."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.findings import Checker
from quiz.report.webpage import lines_of_html

TEX = r"\frac{dz}{dx} = 2(x + y)"
KATEX = (
    '<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>'
    "<mfrac><mrow><mi>d</mi><mi>z</mi></mrow><mrow><mi>d</mi><mi>x</mi></mrow></mfrac><mo>=</mo><mn>2</mn></mrow>"
    f'<annotation encoding="application/x-tex">{TEX}</annotation></semantics></math></span>'
    '<span class="katex-html" aria-hidden="true"><span class="base"><span class="mord">dxdz=2(x+y)</span></span></span>'
    "</span>"
)
NBCONVERT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>day2</title><style>.a{{}}</style></head>
<body class="jp-Notebook"><main>
<div class="jp-Cell jp-MarkdownCell"><div class="jp-Cell-inputWrapper"><div class="jp-InputPrompt jp-InputArea-prompt">
</div><div class="jp-RenderedHTMLCommon"><h2 id="x">確認テスト<a class="anchor-link" href="#x">¶</a></h2>
<p>連鎖律で求めた: ${TEX}$</p></div></div></div>
<div class="jp-Cell jp-CodeCell"><div class="jp-InputPrompt jp-InputArea-prompt">In [3]:</div>
<div class="highlight hl-ipython3"><pre><span></span><span class="n">w</span> <span class="o">=</span> np.zeros(3)
<span class="c1"># 重みを零にする</span>
</pre></div>
<div class="jp-OutputArea jp-Cell-outputArea"><div class="jp-OutputPrompt jp-OutputArea-prompt">Out[3]:</div>
<div class="jp-RenderedText jp-OutputArea-output" data-mime-type="text/plain">
<pre>array([0., 0., 0.])</pre></div></div></div>
<div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon"><p>重みが同じになる。</p></div></div>
</main></body></html>"""
QIITA = f"""<html><body><nav>menu</nav><div class="mdContent-inner"><h2><span class="fragment"></span>
<a href="#t"><i class="fa fa-link" aria-hidden="true">link</i></a>確認テスト</h2>
<p>{KATEX}</p>
<div class="code-frame" data-lang="python"><div class="code-lang"><span class="bold">train.py</span></div>
<div class="highlight"><pre><code>w = np.zeros(3)</code></pre></div></div>
<p>重みが同じになる。</p></div><footer>footer</footer></body></html>"""
ZENN = f"""<html><body><div class="znc"><h2 id="a"><a class="header-anchor-link" href="#a" aria-hidden="true"></a>
確認テスト</h2><section class="zenn-katex"><eqn>{KATEX}</eqn></section>
<div class="code-block-container"><div class="code-block-filename-container"><span>train.py</span></div>
<pre class="language-python"><code class="language-python">w = np.zeros(3)
</code></pre></div><p>重みが同じになる。</p></div></body></html>"""
HATENA = """<html><body><article><div class="entry-content"><h3 id="確認テスト">確認テスト</h3>
<p>
<img src="https://chart.apis.google.com/chart?cht=tx&chl=%5Cfrac%7Bdz%7D%7Bdx%7D%20%3D%202%28x%20%2B%20y%29"
alt="x"/></p>
<pre class="code lang-python" data-lang="python" data-unlink>w = np.zeros(<span class="synConstant">3</span>)</pre>
<p>重みが同じになる。</p></div></article></body></html>"""
WORDPRESS = r"""<html><body><div class="entry-content"><h2 class="wp-block-heading">確認テスト</h2>
<p><img src="https://s0.wp.com/latex.php?latex=%5Cfrac%7Bdz%7D%7Bdx%7D+%3D+2%28x+%2B+y%29&#038;bg=fff&#038;s=0"
 alt="&#92;frac{dz}{dx} = 2(x + y)" title="&#92;frac{dz}{dx} = 2(x + y)" class="latex" /></p>
<pre class="wp-block-code"><code>w = np.zeros(3)</code></pre>
<p>重みが同じになる。</p><p style="display:none">隠れた文。</p></div></body></html>"""
NOTE = f"""<html><body><div class="note-common-styles__textnote-body"><h2 name="a">確認テスト</h2>
<p name="b"><nwc-formula is-embed="true"><span>{KATEX}</span></nwc-formula></p>
<pre class="codeBlock"><code>w = np.zeros(3)</code></pre><p>重みが同じになる。</p></div></body></html>"""
MATHJAX = f"""<html><body><h2>確認テスト</h2><p>
<span class="MathJax_Preview">d</span><span class="MathJax" id="M1"><nobr>
<span class="math"><span>dzdx</span></span></nobr><span class="MJX_Assistive_MathML"><math><mi>d</mi></math></span>
</span><script type="math/tex" id="M1s">{TEX}</script></p>
<pre>w = np.zeros(3)</pre><p>重みが同じになる。</p></body></html>"""
PAGES = {
    "nbconvert": NBCONVERT, "qiita": QIITA, "zenn": ZENN, "hatena": HATENA, "wordpress": WORDPRESS, "note": NOTE,
    "mathjax": MATHJAX,
}  # fmt: skip


def texts(page: str) -> list[str]:
    return [line.text for line in lines_of_html(page) if line.text.strip()]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_once_and_without_what_surrounds_it(name: str) -> None:
    shown = [line for line in lines_of_html(PAGES[name]) if line.text.strip() and not line.output]
    heading, formula, code, *rest = shown
    assert heading.text.lstrip("#") == " 確認テスト"
    assert formula.text.count(TEX) == 1
    assert formula.text.strip("$").removeprefix("連鎖律で求めた: $") == TEX
    assert (code.text, code.code) == ("w = np.zeros(3)", True)
    expected = ["# 重みを零にする"] if name == "nbconvert" else []
    assert [line.text for line in rest] == [*expected, "重みが同じになる。"]
    assert [line.text for line in lines_of_html(PAGES[name]) if line.output] == (
        ["array([0., 0., 0.])"] if name == "nbconvert" else []
    )


@pytest.mark.parametrize("name", PAGES)
def test_lines_of_a_page_are_numbered_as_in_the_file(name: str) -> None:
    page = PAGES[name].split("\n")
    for line in lines_of_html(PAGES[name]):
        if line.text.strip() in ("重みが同じになる。", "w = np.zeros(3)"):
            assert line.text[:2] in page[line.number - 1] or line.code


def test_mathematics_without_its_source_is_read_from_its_elements() -> None:
    page = (
        "<p><mjx-container class='MathJax' jax='CHTML'><mjx-math aria-hidden='true'>w</mjx-math>"
        "<mjx-assistive-mml><math>"
        "<msup><mi>w</mi><mn>2</mn></msup><mo>=</mo><msqrt><mfrac><mn>1</mn><msub><mi>n</mi><mi>i</mi></msub></mfrac>"
        "</msqrt><mo>+</mo><msubsup><mo>∑</mo><mi>i</mi><mi>n</mi></msubsup><mover><mi>x</mi><mo>^</mo></mover></math>"
        "</mjx-assistive-mml></mjx-container> である。</p>"
    )
    assert texts(page) == [r"$w^{2} = \sqrt{\frac{1}{n_{i}}} + ∑_{i}^{n} \hat{x}$ である。"]
    assert texts('<p><math alttext="t^2"><mi>t</mi></math></p>') == ["$t^2$"]
    assert texts("<p><math><mi>a</mi><mfrac></p><p>文。") == []  # never closed: no formula, and nothing raised


def test_struck_out_text_is_not_read() -> None:
    assert texts("<p>答え: <del>(1)</del><s>(3)</s> (2)</p>") == ["答え: (2)"]


def test_terms_stand_with_their_descriptions_and_a_tables_row_in_one_line() -> None:
    assert [line.text for line in lines_of_html("<dl><dt>ストライド</dt><dd>ずらす幅</dd></dl>")] == [
        "ストライド",
        "- ずらす幅",
        "",
    ]
    table = (
        "<table><thead><tr><th>手法</th><th>特徴</th></tr></thead><tbody><tr><td><p>Adam</p></td>"
        "<td>慣性と<br>学習率の調整</td></tr></tbody></table>"
    )
    assert [line.text for line in lines_of_html(table)] == [
        "| 手法 | 特徴 |", "|---|---|", "| Adam | 慣性と 学習率の調整 |", "",
    ]  # fmt: skip
    assert texts(f"<table><tr><td><p>{'長い文。' * 60}</p><p>次の文。</p></td></tr></table>")[1] == "次の文。"


def test_deeply_nested_hidden_elements_end_where_they_end() -> None:
    inner = "<span>" * 300 + "x" + "</span>" * 300
    assert texts(f'<p><span aria-hidden="true">{inner}</span>見える。</p>') == ["見える。"]


def test_prose_and_answers_that_a_page_shows_as_they_stand_are_read(checker: Checker) -> None:
    asked = "シグモイド関数を微分した時、入力値が0の時に最大値をとる。その値として正しいものを選べ。"
    page = f"<h2>確認テスト</h2><pre>{asked}\n(1) 0.15 (2) 0.25 (3) 0.35</pre><p>答え</p><pre>(2) 0.25</pre>"
    lines = tuple(Line(line.text, line.number, code=line.code) for line in lines_of_html(page))
    assert [finding.verdict for finding in checker.check(Report("page.html", lines))] == ["correct"]


def test_a_sentence_is_told_of_with_its_own_line_of_the_source() -> None:
    page = "<p>一つ目の文です。\n二つ目の文は\n途中で折れます。\n三つ目。</p>\n<p>次の段落。</p>"
    shown = [(line.text, line.number) for line in lines_of_html(page) if line.text]
    assert shown == [
        ("一つ目の文です。", 1),
        ("二つ目の文は 途中で折れます。", 2),
        ("三つ目。", 4),
        ("次の段落。", 5),
    ]


@pytest.mark.parametrize("icon", ["\ue000", "&#xe000;"])
def test_a_sign_of_a_font_of_icons_ends_no_cell(icon: str) -> None:
    shown = [line.text for line in lines_of_html(f"<p>平均は{icon} 4、分散は{icon} 5</p>")]
    assert shown[0] == "平均は 4、分散は 5"
