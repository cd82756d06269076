"""``quiz doctor``: what this installation can do here; tried, not guessed."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from quiz.columns import pad, width, wrap
from quiz.errors import QuizError, refusal
from quiz.home import NAME, data_folder, make_private
from quiz.language import Language, Text
from quiz.outlet.streams import standard_output, tell, tell_json
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, help_width

LISTED = (120, "動作環境を調べる", "check what works here")

_HELP = Text(
    "動作環境を実際に試して調べます: Python と NumPy、学習記録のフォルダ、画面、コードを隔離して実行する環境。",
    "Tries what this installation can do here: Python and NumPy, the folder of the record, the screen, and the sandbox "
    "in which the code of an answer is run.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried: its name, whether it is well, what was found, what more to say."""

    name: str
    label: Text
    well: bool
    found: Text
    more: tuple[Text, ...] = ()


@make_command(_HELP, examples=("quiz doctor", "quiz doctor --format json"))
@format_option("text", "json")
def command(output_format: str, lang: Language) -> int:
    """Check the environment; the exit status is 1 if something doesn't work."""
    findings = []
    for finding in _findings():
        findings.append(finding)
        if output_format == "text":
            _tell(finding, lang)
    if output_format == "json":
        tell_json({"findings": [_plain(finding) for finding in findings], "sandbox": _sandbox_level()})
    return 0 if all(finding.well for finding in findings) else 1


def _tell(finding: Finding, lang: Language) -> None:
    mark = "ok" if finding.well else "!!"
    tell(f"{mark}  {pad(finding.label.in_(lang), 14)}  {finding.found.in_(lang)}")
    for message in finding.more:
        for line in wrap(message.in_(lang), min(74, help_width() - 4), ambiguous=2):
            tell(f"    {line}")


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "well": finding.well,
        "found": {"ja": finding.found.ja, "en": finding.found.en},
        "more": [{"ja": message.ja, "en": message.en} for message in finding.more],
    }


def _findings() -> Iterator[Finding]:
    yield _python()
    yield _numpy()
    yield _record()
    yield _screen()
    yield _sandbox()


def _python() -> Finding:
    found = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Finding("python", Text("Python", "Python"), sys.version_info >= (3, 11), Text.both(found))


def _numpy() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    label = Text("計算", "computation")
    try:
        return Finding("numpy", label, True, Text.both(f"NumPy {version('numpy')}, SymPy {version('sympy')}"))
    except PackageNotFoundError as error:
        message = Text(f"{error.name} がありません", f"{error.name} isn't installed")
        return Finding("numpy", label, False, message, (Text.both(f"pip install {error.name}"),))


def _record() -> Finding:
    label = Text("学習記録", "record")
    try:
        folder = data_folder()
        make_private(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except QuizError as error:
        return Finding("record", label, False, error.message, (error.remedy,) if error.remedy else ())
    except OSError as error:
        why = refusal(error)
        message = Text(f"{folder} に書けません: {why.ja}", f"can't write to {folder}: {why.en}")
        return Finding("record", label, False, message, (Text("QUIZ_HOME で別の場所を指定", "set QUIZ_HOME"),))
    if not os.path.lexists(folder / NAME):
        return Finding("record", label, True, Text.both(str(folder)))
    from quiz.practice.store import Store

    told: list[Text] = []
    try:
        with Store(folder, tell=told.append) as store:
            return Finding("record", label, True, Text.both(str(folder)), (*told, *store.examined()))
    except QuizError as error:
        return Finding("record", label, False, error.message, (error.remedy,) if error.remedy else ())


def _screen() -> Finding:
    try:
        columns = str(os.get_terminal_size(standard_output().fileno()).columns)
    except (OSError, ValueError):
        columns = "-"
    sample = "σ∂≤× 活性化"
    found = Text(
        f"{columns} 桁、表示の例 {sample}（幅 {width(sample)}）",
        f"{columns} columns, sample {sample} ({width(sample)})",
    )
    return Finding("screen", Text("画面", "screen"), True, found)


def _sandbox() -> Finding:
    from quiz.sandbox import Job, call, levels, run

    label = Text("コードの実行", "running code")
    try:
        found = levels.level()
        job = Job("def answer(x):\n    return x + 1", call("answer", "x", gives="y"), ("y",))
        times = []
        for _ in range(3):
            began = time.perf_counter()
            done = run(job, [{"x": 41}], at=found)
            times.append(1000 * (time.perf_counter() - began))
            time.sleep(0.5)  # the time a person needs to change something: the next process gets warm
        well = bool(done.cases) and done.cases[-1].values == {"y": 42}
    except QuizError as error:
        remedy = (error.remedy,) if error.remedy else ()
        return Finding("sandbox", label, False, error.message, (*remedy, *levels.remarks(levels.level())))
    message, locks = levels.SAID[found], ", ".join(done.locks) or "-"
    speed = f"{times[0]:.0f} ms, {times[-1]:.0f} ms"
    more = [
        Text(f"かかっている制限: {locks}。初回と 2 回目以降: {speed}", f"locks: {locks}. first and later runs: {speed}")
    ]
    return Finding("sandbox", label, well, message, (*more, *levels.notices(found), *levels.remarks(found)))


def _sandbox_level() -> str:
    from quiz.sandbox import level

    return level()
