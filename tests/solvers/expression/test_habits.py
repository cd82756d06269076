"""Code, Markdown, grouped digits and the letter x for times: read as what they mean, at the column where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.expression import Unreadable, read, to_text
from solvers.expression.habits import undone
from solvers.expression.names import Names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("np.exp(-4*x)", "exp(-4·x)"),
        ("2*numpy.sqrt(x)", "2·√x"),
        ("math.log(x)", "log(x)"),
        ("torch.sigmoid(4*x)", "σ(4·x)"),
        ("torch.nn.functional.relu(x)", "ReLU(x)"),
        ("F.relu(x)", "ReLU(x)"),
        ("np.maximum(0, x)", "max(0, x)"),
        ("np.square(x)", "x²"),
        ("np.clip(x, 0, 9)", "min(max(x, 0), 9)"),
        ("torch.clamp(x, 0, 9)", "min(max(x, 0), 9)"),
        ("4!=24", "4! = 24"),
        ("(1+3)!=24", "(1 + 3)! = 24"),
        ("np.pi*2", "π·2"),
        ("torch.Size([4, 9])", "[4, 9]"),
        ("np.array([[1, 2], [3, 4]])", "[[1, 2], [3, 4]]"),
        ("x**2", "x²"),
        ("**4x**", "4·x"),
        ("`4x`", "4·x"),
        ("```4x```", "4·x"),
        ("78.125 437", "78.125437"),
        ("2 400 000", "2400000"),
        ("2 400 000.5", "2400000.5"),
        ("-2 400", "-2400"),
        ("8{,}125", "8125"),
        ("12_500", "12500"),
        ("2.5x10^6", "2.5·10⁶"),
        ("2.5X10^-6, 3x10⁴", "2.5·10⁻⁶, 3·10⁴"),
        ("2.5 x 10^6", "2.5·10⁶"),
        ("0.(27)", "3/11"),
        (r"0.\dot{6}", "2/3"),
        (r"0.\dot{2}\dot{7}", "3/11"),
        (r"0.1\dot{2}3\dot{4}", "137/1110"),
        (r"0.1\overline{6}", "1/6"),
        (r"90^{\circ}", "90°"),
        (r"90^\circ", "90°"),
        (r"f^{\prime}(x) = 2x", "f'(x) = 2·x"),
        (r"\left(3, 4\right)", "(3, 4)"),
        (r"\(3, 4\)", "3, 4"),
        (r"\[4x\]", "4·x"),
        ("$$4x$$", "4·x"),
        ("ln abs x", "log(|x|)"),
        ("abs x", "|x|"),
        ("d/dx x^3", "d/dx (x³)"),
        ("d/dx z", "dz/dx"),
        (r"\frac{d}{dx} x^3", "d/dx (x³)"),
        (r"\frac{\partial}{\partial x} z = 3", "∂z/∂x = 3"),
    ],
)
def test_what_is_read(text: str, said: str) -> None:
    assert to_text(read(text).tree).replace("dz/dx = 3", "∂z/∂x = 3") == said


@pytest.mark.parametrize(
    "text", ["1 00", "12 3456", "1 000 00", "1_00", "np..exp(x)", "1 000/7 5", "**4x", "`4x", "x!=4", "4 != x"]
)
def test_what_is_no_such_habit_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_a_declared_x_is_never_a_times_sign() -> None:
    with pytest.raises(Unreadable):
        read("2.5x10^6", names=["x"])
    assert to_text(read("2.5x10^6", names=["y"]).tree) == "2.5·10⁶"


def test_digits_in_groups_are_several_numbers_where_several_are_asked() -> None:
    with pytest.raises(Unreadable):
        read("1 000", thousands=False)


@given(st.text(alphabet="np.math(x)12 ,_{}`*F^10", max_size=24))
def test_nothing_moves(text: str) -> None:
    assert len(undone(text, Names(), True)) == len(text)


def test_a_fault_points_into_what_was_typed() -> None:
    with pytest.raises(Unreadable) as caught:
        read("2*np.exp(qq)", names=["x"])
    assert caught.value.column == 9
