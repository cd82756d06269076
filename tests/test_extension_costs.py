"""What CONTRIBUTING promises of extensions: each is made in a copy of the tree, by the files it names and no others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from quiz.kinds import TEMPLATES

ROOT = Path(__file__).resolve().parent.parent


class Copy:
    """A copy of the program; ``changed`` are the files that an extension has written, and none that was there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changed: list[str] = []
        for folder in ("quiz", "solvers", "questions"):
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))

    def write(self, path: str, content: str) -> None:
        target = self.root / path
        assert not target.exists(), "an extension changes no file that was there"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(content), encoding="utf-8")
        self.changed.append(path)

    def python(self, code: str, *, stdin: str = "") -> str:
        environment = {**os.environ, "PYTHONPATH": str(self.root), "QUIZ_HOME": str(self.root / "home")}
        done = subprocess.run(
            [sys.executable, "-c", dedent(code)],
            input=stdin,
            capture_output=True,
            text=True,
            env=environment,
            cwd=self.root,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def quiz(self, *arguments: str, stdin: str = "") -> str:
        return self.python(f"from quiz.cli import main; main({[*arguments, '--lang', 'en']!r})", stdin=stdin)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


def question(name: str, **changes: str) -> str:
    text = (TEMPLATES / "number.md").read_text(encoding="utf-8").format(id=name)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_question_costs_one_file(copy: Copy) -> None:
    copy.write("questions/day2/minibatch/my-question.md", question("my-question"))
    assert "[my-question]" in copy.quiz("list", "--topic", "minibatch")
    assert "wrong" in copy.quiz("run", "day2", "--item", "my-question", "--seed", "1", stdin="0\n")
    assert len(copy.changed) == 1


def test_a_course_costs_one_folder(copy: Copy) -> None:
    copy.write(
        "questions/mine/course.toml",
        """
        format_version = 1
        id = "mine"
        title = { ja = "私の講座", en = "A course of mine" }
        """,
    )
    copy.write("questions/mine/my-question.md", question("my-question"))
    assert "A course of mine" in copy.quiz("list")
    assert "1 question," in copy.quiz("run", "mine", "--seed", "1", stdin="0\n")
    assert {Path(path).parent.as_posix() for path in copy.changed} == {"questions/mine"}


def test_a_solver_costs_one_module(copy: Copy) -> None:
    copy.write(
        "solvers/topics/halving.py",
        '''
        """Halves, for the test of what a solver costs."""

        from typing import Annotated

        from solvers.registry import Between, solver


        @solver
        def halved(number: Annotated[int, Between(0, 1000)]) -> int:
            """Return half of a number, rounded down."""
            return number // 2


        @solver
        def halved_by_shifting(number: Annotated[int, Between(0, 1000)]) -> int:
            """Return the same by shifting bits."""
            return number >> 1
        ''',
    )
    text = question("my-question").replace("epoch_updates(samples, batch)[0]", "halved(samples)")
    text = text.replace("epoch_updates_by_loop(samples, batch)[0]", "halved_by_shifting(samples)")
    (copy.root / "bank").mkdir()
    (copy.root / "bank" / "my-question.md").write_text(text, encoding="utf-8")
    assert "0 defects" in copy.quiz("check", "bank", "--seeds", "20")
    assert "halved_by_shifting" in copy.quiz("list", "--solvers")
    assert len(copy.changed) == 1


def test_a_layer_costs_one_module(copy: Copy) -> None:
    copy.write(
        "solvers/nn/layers/gate.py",
        '''
        """A layer that multiplies every input by a weight of its own."""

        import numpy as np

        from solvers.nn.layers.base import Layer


        class Gate(Layer):
            """``y = gate x``; the gate decays."""

            weights = ("gate",)

            def parameter_shapes(self):
                return {"gate": (1,)}

            def forward(self, x, train=False):
                self.x = x
                return x * self._parameter("gate")

            def backward(self, dy, input_gradient=True):
                self._gradient("gate")[:] = np.sum(dy * self.x)
                return dy * self.params["gate"]
        ''',
    )
    shown = copy.python(
        """
        import numpy as np
        from solvers.nn import Network, layers, losses
        from solvers.nn.gradcheck import check_network
        from solvers.nn.layers.gate import Gate

        stack = [layers.Dense(4, 3), Gate(), layers.Dense(3, 2)]
        network = Network(stack, losses.SoftmaxCrossEntropy(), input_shape=(4,), dtype=np.float64)
        network.theta += 0.5
        x, t = np.random.default_rng(0).standard_normal((5, 4)), np.array([0, 1, 1, 0, 1])
        check_network(network, x, t)
        print("checked", "1.gate" in network.parameters())
        """
    )
    assert "checked True" in shown
    assert len(copy.changed) == 1


def test_an_optimizer_costs_one_module(copy: Copy) -> None:
    copy.write(
        "solvers/nn/sign_descent.py",
        '''
        """An optimizer that goes by the sign of the gradient alone."""

        import numpy as np

        from solvers.nn.optimizers import Optimizer


        class SignDescent(Optimizer):
            """``w <- w - rate sign(g)``."""

            def _update(self, w, g, rate, slots, scratch):
                w -= rate * np.sign(g)
        ''',
    )
    shown = copy.python(
        """
        import numpy as np
        from solvers.nn.sign_descent import SignDescent

        theta = np.array([1.0, -2.0])
        SignDescent(0.5).step(theta, np.array([3.0, -0.1]))
        print(theta.tolist())
        """
    )
    assert "[0.5, -1.5]" in shown
    assert len(copy.changed) == 1


def test_a_kind_costs_one_module(copy: Copy) -> None:
    copy.write(
        "quiz/kinds/yesno.py",
        '''
        """Yes or no, decided by a formula."""

        from quiz.interaction import EnterNumber
        from quiz.kinds.kind import Kind
        from quiz.language import Text
        from quiz.model import Outcome, Parsed, Unreadable


        class YesNo(Kind):
            """A statement that holds or not."""

            label = Text("正誤", "yes or no")

            def answer_format(self, variant):
                return Text("yes か no で答えてください", "answer yes or no")

            def interactions(self, variant):
                return (EnterNumber(int(variant.key), 0),)

            def fits(self, value):
                return isinstance(value, bool)

            def show(self, item, value):
                return Text.both("yes" if value else "no")

            def read(self, raw, variant):
                word = raw.strip().lower()
                if word not in ("yes", "no"):
                    return Unreadable(Text("yes でも no でもありません", "neither yes nor no"))
                return Parsed(word == "yes", word)

            def judge(self, parsed, variant):
                right = parsed.content is variant.key
                return Outcome("correct" if right else "wrong", float(right), understood_as=parsed.understood_as)


        KIND = YesNo()
        ''',
    )
    text = question("my-question").replace('kind = "number"', 'kind = "yesno"')
    text = text.replace("epoch_updates(samples, batch)[0]", "samples % 2 == 0")
    text = text.replace("epoch_updates_by_loop(samples, batch)[0]", "samples // 2 * 2 == samples")
    text = text.replace('value = "samples // batch"\n', "").replace('separate = ["rounds-down"]\n', "")
    (copy.root / "bank").mkdir()
    (copy.root / "bank" / "my-question.md").write_text(text, encoding="utf-8")
    assert "0 defects" in copy.quiz("check", "bank", "--seeds", "20")
    assert "yes or no" in copy.quiz("list", "bank")
    shown = copy.quiz("run", "bank", "--seed", "1", stdin="perhaps\nyes\n")
    assert "neither yes nor no" in shown
    assert "read as yes" in shown
    report = copy.root / "report.md"
    report.write_text(
        "## 確認テスト\n\n100 個のデータをバッチサイズ 16 で学習します。"
        "1 エポックの更新回数はいくつですか（端数のバッチも使います）。\n\n答え: no\n",
        encoding="utf-8",
    )
    findings = copy.quiz("verify", "--bank", "bank", "--format", "json", str(report))
    assert '"verdict": "undecided"' in findings, "a kind that says nothing of reports is never judged there"
    assert '"verdict": "wrong"' not in findings
    assert len(copy.changed) == 1


def test_a_command_costs_one_module(copy: Copy) -> None:
    copy.write(
        "quiz/commands/greet.py",
        '''
        """``quiz greet``: says good morning."""

        import click

        from quiz.language import Language, Text
        from quiz.terminal.command import command as make_command

        LISTED = (500, "あいさつする", "say good morning")


        @make_command(Text("あいさつします。", "Says good morning."))
        def command(lang: Language) -> None:
            """Say good morning."""
            click.echo(Text("おはようございます", "good morning").in_(lang))
        ''',
    )
    assert "say good morning" in copy.quiz("--help")
    assert "good morning" in copy.quiz("greet")
    assert len(copy.changed) == 1
