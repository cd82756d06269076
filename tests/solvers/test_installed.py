"""Solvers of an installed distribution: found by its plug-in's name, checked, and told where they can't be used."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.audit import audit_item
from quiz.bank.formula import Formula, FormulaError
from quiz.courses import parse_item
from quiz.drawing import draw
from quiz.grading import grade
from solvers import installed, registry
from solvers.registry import SolverError, find

MODULE = '''
from fractions import Fraction
from typing import Annotated

from solvers.registry import Between, Length, Real, solver

Count = Annotated[int, Between(1, 100)]

@solver
def harmonic(n: Count):
    """Return 1 + 1/2 + ... + 1/n."""
    return sum((Fraction(1, k) for k in range(1, n + 1)), Fraction(0))

@solver
def harmonic_by_ends(n: Count):
    return harmonic(n - 1) + Fraction(1, n) if n > 1 else 1

@solver
def unbounded(n: int): return n

@solver
def untyped(n): return n

@solver
def fails(n: Count): return {}["nothing"]

@solver
def strange(n: Count): return object()

@solver
def listed(n: Count): return [n, [n / 2, "a", True]]

@solver
def endless(n: Count): return float("inf")

def not_marked(n: Count): return n
'''
ITEM = """+++
id = "harmonic-sum"
kind = "number"
section = "sums"
minutes = 2
difficulty = 2
key = "sequences.harmonic(n)"
check = "sequences.harmonic_by_ends(n)"

[audit]
few = "small sums by hand"

[draw]
n = { from = 3, to = 8 }

[misconception.one-less]
value = "sequences.harmonic(n - 1)"
ja = "{{n}} 番目の項が足りません。"
en = "The term number {{n}} is missing."
+++
# ja
調和級数の最初の {{n}} 項の和はいくつですか。分数で答えてください。
## 解説
和は {{key}} です。
# en
What is the sum of the first {{n}} terms of the harmonic series? Answer with a fraction.
## Solution
It is {{key}}.
"""

ENTRY = "sequences = sequences_plugin.sums"

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return what installs a distribution from a wheel of its own; it is gone after the test."""
    before = set(sys.modules)

    def forget() -> None:
        for cached in (installed._entries, installed.load_plugin, registry._of_plugin):
            cached.cache_clear()

    def put(
        name: str = "sequences-plugin", entry: str = "sequences = sequences_plugin.sums", text: str = MODULE
    ) -> Path:
        wheel, site = tmp_path / f"{name}.whl", tmp_path / f"site-{name}"
        package = entry.partition("=")[2].strip().partition(".")[0]
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"{package}/__init__.py", "")
            archive.writestr(f"{package}/sums.py", text)
            folder = f"{name.replace('-', '_')}-1.0.dist-info"
            archive.writestr(f"{folder}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            archive.writestr(f"{folder}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{folder}/entry_points.txt", f"[quiz.solvers]\n{entry}\n")
        with zipfile.ZipFile(wheel) as archive:  # what installing a wheel without programs is
            archive.extractall(site)
        monkeypatch.syspath_prepend(site)
        monkeypatch.setattr(sys, "path", ["/no/such/script/folder", *sys.path])  # as if called by its script
        forget()
        return site

    forget()
    yield put
    forget()
    for name in set(sys.modules) - before:
        if "plugin" in name:
            del sys.modules[name]


def refusal(name: str, *values: object) -> SolverError:
    with pytest.raises(SolverError) as caught:
        find(name)(*values)
    return caught.value


def told(source: str) -> tuple[str, str]:
    with pytest.raises(FormulaError) as caught:
        Formula(source).value({})
    return caught.value.message.ja, caught.value.message.en


def test_a_question_uses_the_solvers_of_a_plug_in(install: Install) -> None:
    install()
    item = parse_item(ITEM, expected_id="harmonic-sum", path="harmonic-sum.md")
    assert [defect.detail.en for defect in audit_item(item, 60).defects] == []
    variant = draw(item, 1)
    assert item.key is not None
    assert item.key.calls == {"sequences.harmonic"}
    outcome = grade(variant, str(find("sequences.harmonic")(int(variant.values["n"]) - 1)))
    assert [diagnosis.name for diagnosis in outcome.diagnoses] == ["one-less"]


def test_results_are_values_of_formulas(install: Install) -> None:
    install()
    assert find("sequences.listed")(3) == (3, (1.5, "a", True))
    assert Formula("sum([x for x in sequences.listed(3)[1][:1]])").value({}) == 1.5


def test_a_plug_in_adds_no_name_to_the_program_itself(install: Install) -> None:
    install(text=MODULE + "\n@solver\ndef conv_output_size(n: Count): return -1\n")
    assert find("sequences.conv_output_size")(1) == -1
    assert find("conv_output_size")(6, 6, 2, 1, 1) == (7, 7)
    assert refusal("harmonic").fault == "unknown"
    assert "sequences" not in {entry.topic for entry in registry.all_solvers()}


@pytest.mark.parametrize(
    ("source", "fault", "ja", "en"),
    [
        ("nowhere.f(1)", "absent", "というプラグインは入っていません（あるもの: sequences）", "no plug-in called"),
        ("sequences.not_marked(1)", "unmarked", "not_marked という関数はありません", "marked with @solver: end"),
        ("sequences.nothing(1)", "unmarked", "@solver のついた関数: endless", "has no function sequences.nothing"),
        ("sequences.untyped(1)", "signature", "型と範囲がありません: n: no type", "types and bounds: n: no type"),
        ("sequences.unbounded(1)", "signature", "n: no bounds", "types and bounds: n: no bounds"),
        ("sequences.fails(1)", "raised", "例外が起きました: KeyError: 'nothing'", "raised KeyError: 'nothing'"),
        ("sequences.strange(1)", "result", "真偽値・リストではありません: object", "gives object, which is"),
        ("sequences.endless(1)", "result", "inf", "gives inf"),
        ("sequences.harmonic(0)", "range", "1..100", "should be 1..100, found 0"),
        ("sequences.harmonic()", "missing", "引数 n がありません", "lacks its argument n"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_plug_in_is_told(install: Install, source: str, fault: str, ja: str, en: str) -> None:
    install()
    shown = told(source)
    assert ja in shown[0]
    assert en in shown[1]
    arguments = [int(one) for one in source.partition("(")[2].rstrip(")").split(",") if one]
    assert refusal(source.partition("(")[0], *arguments).fault == fault


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import no_such_package_anywhere", "ModuleNotFoundError: No module named 'no_such_package_anywhere'"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("def f(:", "SyntaxError"),
    ],
)
def test_a_plug_in_that_can_not_be_imported_is_told(install: Install, text: str, found: str) -> None:
    install(text=text)
    ja, en = told("sequences.harmonic(3)")
    assert found in ja
    assert f"the plug-in sequences can't be imported: sequences_plugin.sums: {found}" in en


def test_two_plug_ins_of_one_name_are_told(install: Install) -> None:
    install()
    install(name="other-plugin", entry="sequences = other_plugin.sums")
    ja, en = told("sequences.harmonic(3)")
    both = "other-plugin (other_plugin.sums), sequences-plugin (sequences_plugin.sums)"
    assert f"two plug-ins are called sequences: {both}" in en
    assert both in ja


def test_a_topic_of_the_program_can_not_be_taken_over(install: Install) -> None:
    install(entry="cnn_sizes = sequences_plugin.sums")
    assert find("cnn_sizes.conv_output_size")(6, 6, 2, 1, 1) == (7, 7)
    assert refusal("cnn_sizes.harmonic", 3).fault == "unknown"


def script(lines: str, folder: Path) -> str:
    root = str(Path(installed.__file__).parents[1])
    code = f"import sys; sys.path.insert(1, {root!r})\n" + textwrap.dedent(lines)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout


def test_nothing_is_loaded_from_the_current_folder(install: Install) -> None:
    """With ``python -m quiz`` Python looks for modules there: a stranger's bank must not be able to bring any."""
    site = install(text="print('loaded')")
    lines = """
    from solvers.registry import SolverError, find
    try:
        find("sequences.harmonic")
    except SolverError as error:
        print(error.fault)
    """
    assert script(lines, site) == "absent\n"
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "sequences_plugin.py").write_text("print('loaded')", encoding="utf-8")
    assert script(f"sys.path.append({str(site)!r})\n" + textwrap.dedent(lines), elsewhere) == "here\n"
    assert script(f"sys.path.append({str(site)!r})\n" + textwrap.dedent(lines), site.parent) == "loaded\nunmarked\n"


def test_a_plug_in_that_no_formula_names_costs_nothing(install: Install) -> None:
    site = install(text="print('loaded')")
    lines = f"""
    sys.path.append({str(site)!r})
    from quiz.bank.formula import Formula
    print(Formula("batch_span(10, 3, 1)").calls, "solvers.installed" in sys.modules)
    """
    assert script(lines, site.parent) == "frozenset({'batch_span'}) False\n"
