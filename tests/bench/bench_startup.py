"""What a user waits for: the help, the first question, a checked report, each as a process of its own.

    python tests/bench/bench_startup.py [RUNS]

Every run is in turn with the yardstick, a click program of one command; medians and their ratio are printed. Bytecode
is written by the first runs, as it is when the program is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from quiz.bank.kept_readings import FOLDER
from quiz.practice.store import Store

ONE_COMMAND = "import click\n@click.command()\n@click.option('--name')\ndef main(name): 'one command'\nmain()"
QUIZ = "from quiz.cli import main; main()"

REPORT = """# 学習レポート

Batch Normalization はミニバッチごとに平均 0、分散 1 に正規化する手法である。
He の初期値は ReLU に適している。
シグモイド関数は勾配消失を起こしやすい。
ドロップアウトは推論時にもニューロンをランダムに消す。
AdaGrad は学習率を次第に小さくする。
入力 28x28 に 5x5 のフィルタをストライド 1、パディング 0 で適用すると出力は 24x24 になる。
L2 regularization adds the sum of squared weights to the loss.
"""


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return time.perf_counter() - began


def review_and_run(number: int, home: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Return how long a review takes to its first question, and ``quiz run`` to the very same."""
    review = seconds([QUIZ, "review", "--seed", str(number)], environment)
    with Store(home) as store:
        begun = store.latest_unfinished()
        assert begun is not None
        item = begun.form.places[0].item
    return review, seconds([QUIZ, "run", "day2", "--item", item, "--new"], environment)


def verify_anew(report: Path, environment: dict[str, str]) -> float:
    """Return how long a report takes where nothing was kept of the course."""
    shutil.rmtree(Path(environment["QUIZ_HOME"], FOLDER))
    return seconds([QUIZ, "verify", str(report)], environment)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QUIZ_HOME": home, "PYTHONPYCACHEPREFIX": os.path.join(home, "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        report = Path(home, "report.md")
        report.write_text(REPORT, encoding="utf-8")
        commands = {
            "a click program of one command, --help": [ONE_COMMAND, "--help"],
            "quiz --help": [QUIZ, "--help"],
            "quiz run --help": [QUIZ, "run", "--help"],
            "quiz run day2 to its first question": [QUIZ, "run", "day2", "--new"],
            "quiz run cnn to its first question": [QUIZ, "run", "cnn", "--new"],
            "quiz list": [QUIZ, "list"],
            "quiz verify of ten lines": [QUIZ, "verify", str(report)],
        }
        for arguments in commands.values():
            seconds(arguments, environment)  # bytecode and the cache of cards
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, arguments in commands.items():
                times[name].append(seconds(arguments, environment))
        anew = median(verify_anew(report, environment) for _ in range(runs))
        reviews = [review_and_run(number, Path(home), environment) for number in range(1, runs + 1)]
    yardstick = median(next(iter(times.values())))
    for name, found in times.items():
        print(f"{1000 * median(found):8.1f} ms  {median(found) / yardstick:5.2f}x  {name}")
    print(f"{1000 * anew:8.1f} ms  {anew / yardstick:5.2f}x  quiz verify of ten lines, the course read anew")
    review, ratio = median(one for one, _ in reviews), median(one / other for one, other in reviews)
    print(f"{1000 * review:8.1f} ms  {review / yardstick:5.2f}x  quiz review to its first question")
    print(f"             {ratio:5.2f} times quiz run to the same question")


if __name__ == "__main__":
    main()
