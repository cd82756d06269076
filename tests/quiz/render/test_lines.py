"""Stems on a terminal: what is shown, how wide it is, and that no text breaks it."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.columns import width
from quiz.render import terminal
from quiz.render.lines import MIN_WIDTH

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def show(markdown: str, *, width: int = 40, color: bool = False, ascii: bool = False) -> str:
    return terminal(markdown, width=width, color=color, ascii=ascii)


class TestBlocks:
    def test_paragraphs_are_wrapped_and_apart(self) -> None:
        text = "重みを更新する、と\n書く。\n\nthe learning\nrate"
        assert show(text, width=20).split("\n") == ["重みを更新する、", "と書く。", "", "the learning rate"]

    def test_hard_line_breaks(self) -> None:
        assert show("一行目  \n二行目\\\n三行目") == "一行目\n二行目\n三行目"

    def test_headings(self) -> None:
        assert show("## 解説 $x^2$ ##") == "解説 x²\n--------"
        assert show("# 解説", color=True) == "\x1b[1m解説\x1b[0m"

    def test_bullets_and_numbers(self) -> None:
        text = "- 一\n- 二\n  - 三\n\n1. a\n10. b\n   c"
        assert show(text).split("\n") == ["• 一", "• 二", "  • 三", "", "1. a", "10. b c"]
        assert show(text, ascii=True).split("\n")[:3] == ["- 一", "- 二", "  - 三"]

    def test_list_items_hang(self) -> None:
        assert show("- 重みを更新する値を書く", width=14).split("\n") == ["• 重みを更新", "  する値", "  を書く"]

    def test_a_list_directly_below_a_paragraph(self) -> None:
        assert show("値は\n- a\n- b") == "値は\n\n• a\n• b"

    def test_code_blocks_stay_as_they_are(self) -> None:
        text = "```python\nx = 'σ × 2'  # a very long line that is wider than the screen is\n\n    y\n```"
        for ascii in (False, True):
            assert show(text, width=20, ascii=ascii) == (
                "  x = 'σ × 2'  # a very long line that is wider than the screen is\n\n      y"
            )

    def test_code_in_a_list(self) -> None:
        assert show("1. a\n\n   ```\n   x\n   ```\n2. b") == "1. a\n\n     x\n2. b"

    def test_an_unclosed_fence_shows_its_code(self) -> None:
        assert show("```\nx = 1") == "  x = 1"

    def test_displayed_formulas_stand_alone(self) -> None:
        text = "損失は\n$$\nL = \\frac{1}{2}(y - t)^2\n$$\nである。"
        assert show(text) == "損失は\n\n    L = (1/2)(y - t)²\n\nである。"
        assert show("損失は $$L = 1$$ である。") == "損失は\n    L = 1\nである。"

    def test_a_wide_formula_is_broken_at_relations(self) -> None:
        text = "$$O = \\frac{H + 2P - K}{S} + 1 = \\frac{6 + 2 - 2}{1} + 1$$"
        assert show(text, width=30).split("\n") == ["    O = (H + 2P - K)/S + 1", "      = (6 + 2 - 2)/1 + 1"]

    def test_tables(self) -> None:
        text = "| 手法 | 式 |\n|:--|--:|\n| SGD | $w$ |\n| Adam | $|v|$ |"
        assert show(text).split("\n") == ["手法 |  式", "-----+----", "SGD  |   w", "Adam | |v|"]

    def test_a_table_that_is_too_wide_becomes_a_list(self) -> None:
        text = "| 手法 | 説明 | 備考 |\n|--|--|--|\n| SGD | 勾配の逆向きに進む方法 | 最も基本的な方法である |"
        assert show(text, width=22).split("\n") == [
            "手法: SGD",
            "説明: 勾配の逆向きに",
            "進む方法",
            "備考: 最も基本的な",
            "方法である",
        ]

    def test_cells_wrap(self) -> None:
        text = "| a | b |\n|--|--|\n| SGD | 勾配の逆向きに進む方法 |"
        assert show(text, width=20).split("\n") == [
            "a   | b",
            "----+---------------",
            "SGD | 勾配の逆向きに",
            "    | 進む方法",
        ]

    @pytest.mark.parametrize("text", ["a | b", "a | b\nc | d", "| a |\n| b | c |", "a\n---"])
    def test_bars_alone_make_no_table(self, text: str) -> None:
        assert show(text) == text.replace("\n", " ")


class TestSpans:
    def test_code_keeps_its_marks_without_colour(self) -> None:
        assert show("`np.pad(x, 1)` と ``a`b``") == "`np.pad(x, 1)` と `a`b`"
        assert show("`x`", color=True) == "\x1b[36mx\x1b[0m"

    def test_strong_and_emphasis(self) -> None:
        assert show("**誤 $x$ `y` る**もの") == "*誤 x `y` る*もの"
        assert show("**誤っている**ものを*選べ*。") == "*誤っている*ものを*選べ*。"
        assert show("**誤**", color=True) == "\x1b[1m誤\x1b[0m"
        assert show("*誤*", color=True) == "\x1b[3m誤\x1b[0m"
        assert show("**a *b* c**", color=True) == "\x1b[1ma \x1b[0m\x1b[1;3mb\x1b[0m\x1b[1m c\x1b[0m"
        assert show("**$x^2$ は**正", color=True) == "\x1b[1mx²\x1b[0m\x1b[1m は\x1b[0m正"

    @pytest.mark.parametrize(
        "text", ["2*3*4", "a * b * c", "x ** 2 ** 3", "self.v[key] * x", "snake_case_name", "**", "*", "**a", "a*"]
    )
    def test_stars_that_are_no_emphasis(self, text: str) -> None:
        assert show(text) == text

    def test_a_mark_that_is_never_closed_is_shown(self) -> None:
        assert show("**a *b**") == "*a *b*"

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("$x^2$", "x²"),
            ("$ x^2 $", "x²"),
            ("値は$x$です", "値はxです"),
            (r"\$5 と \*", "$5 と *"),
            ("$5 and $6", "$5 and $6"),
            ("cost $", "cost $"),
            (r"$a \$ b$", "a$b"),
            ("`$x$`", "`$x$`"),
            ("$$", "$$"),
            ("$a_b$ と $c_d$", "a_b と c_d"),
        ],
    )
    def test_dollars(self, text: str, shown: str) -> None:
        assert show(text) == shown

    def test_formulas_and_code_are_not_torn_while_they_fit(self) -> None:
        assert show("これは損失 $L = a + b$ だ", width=18).split("\n") == ["これは損失", "L = a + b だ"]
        assert show("これは損失 `L = a + b` だ", width=18).split("\n") == ["これは損失", "`L = a + b` だ"]

    def test_colours_do_not_cross_lines(self) -> None:
        lines = show("**重みを更新する値を書く**", width=12, color=True).split("\n")
        assert len(lines) > 1
        assert all(line.startswith("\x1b[1m") and line.endswith("\x1b[0m") for line in lines)


class TestAscii:
    def test_signs_in_running_text(self) -> None:
        assert show("σ は 28×28 ≤ x² → ①", ascii=True) == "sigma は 28x28 <= x^2 -> (1)"

    def test_only_japanese_is_left(self) -> None:
        text = "# 題\n- $\\sigma(x) \\le \\frac{1}{2}$ 「値」\n\n| a | σ |\n|--|--|\n| ─ | • |\n\n$$\\sum_i x_i$$"
        rest = {char for char in show(text, ascii=True) if not char.isascii()}
        assert rest == set("題「値」")


MARKDOWN = [
    "# ",
    "- ",
    "1. ",
    "  ",
    "\n",
    "\n\n",
    "```\n",
    "`",
    "``",
    "**",
    "*",
    "$",
    "$$",
    "|",
    "|--|--|\n",
    "\\",
    "x",
    "重み、",
    "σ×",
]
MARKDOWN += ["\\frac{a}{b}", "\t", "（", "word ", "\u200b", "\x1b[31m", "🚀", "\u202e", "\x00", "\r\n"]
markdowns = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(MARKDOWN), max_size=60).map("".join))


@given(markdowns, st.integers(0, 60), st.booleans(), st.booleans())
def test_any_text_fits_the_screen(markdown: str, columns: int, color: bool, ascii: bool) -> None:
    shown = show(markdown, width=columns, color=color, ascii=ascii)
    has_code = "```" in markdown or "~~~" in markdown
    for line in shown.split("\n"):
        bare = ANSI.sub("", line)
        assert "\x1b" not in bare
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", bare)
        if not has_code:
            # Also where the terminal draws σ two columns wide.
            assert width(bare, ambiguous=2) <= max(MIN_WIDTH, columns), shown


@given(markdowns)
def test_colour_changes_nothing_but_colours_and_marks(markdown: str) -> None:
    plain = show(markdown, width=1000)
    painted = ANSI.sub("", show(markdown, width=1000, color=True))
    strip = str.maketrans("", "", "*`- \n")
    assert painted.translate(strip) == plain.translate(strip)


@given(st.sampled_from([*MARKDOWN, "> ", "[", "- x\n", "  - ", "| a "]), st.integers(1, 3000))
def test_any_repetition_is_shown(fragment: str, times: int) -> None:
    assert isinstance(show(fragment * times, width=80), str)


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from quiz.render import terminal;"
        "terminal('# 題\\n- **a** `b` $\\\\frac{1}{\\\\sigma}$ ①', width=80, color=True, ascii=False);"
        "print(sorted({'sympy', 'numpy', 'rich', 'click', 'wcwidth', 'mpmath', 'markdown'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestLinear:
    """The form that is read aloud: no frame, no sign that stands for a style, one thing a line."""

    def linear(self, markdown: str, width: int = 60) -> str:
        return terminal(markdown, width=width, color=True, ascii=False, linear=True)

    def test_nothing_is_drawn_or_painted(self) -> None:
        shown = self.linear("# 解説\n\n**重要** な `x` です\n\n- a\n- b")
        assert shown.split("\n") == ["解説", "", "重要 な x です", "", "- a", "- b"]

    def test_a_table_is_told_cell_by_cell(self) -> None:
        shown = self.linear("| 手法 | 式 |\n|--|--|\n| SGD | $w$ |\n| Adam | $m$ |")
        assert shown.split("\n") == ["手法: SGD", "式: w", "", "手法: Adam", "式: m"]

    def test_a_formula_is_one_line(self) -> None:
        long = " + ".join(f"a_{{{index}}}" for index in range(20))
        assert len(self.linear(f"$${long}$$", 30).split("\n")) == 1
