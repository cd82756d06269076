"""What ``quiz verify`` found, for people: a table for each report, its coverage, and what to practise next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quiz.bank.cue_cards import Titled
from quiz.columns import pad, truncate, width
from quiz.errors import QuizError
from quiz.language import Text, counted
from quiz.model import Verdict
from quiz.report.annotation.finding_notes import reason_of
from quiz.report.finding import Finding
from quiz.report.overview import Overview
from quiz.report.results.run_verdicts import read_as
from quiz.terminal.command import lang_given
from quiz.terminal.screen import Screen
from quiz.verdicts import WORDINGS

INDENT = " " * 6
LEAST_ROOM = 24
"""A table's last column is no narrower; else what stands in it goes on a line of its own."""
MAX_PLACES = 12
MAX_PRACTISED = 12

_GROUPS = {
    "answers": Text("解答", "answers"),
    "statements": Text("記述", "statements"),
    "formulas": Text("式", "formulas"),
    "code": Text("コード", "code"),
    "results": Text("実験結果", "results"),
}

Bundle = Overview | QuizError
"""What became of a report: its findings, counted, or why it can't be read."""


def show_report(screen: Screen, path: str, found: Bundle) -> None:
    """Show the table of one report."""
    screen.say(path, "strong")
    if isinstance(found, QuizError):
        screen.say(Text("  読み取れませんでした", "  couldn't be read"), "half")
    elif not found.tests and not any(found.groups.values()):
        screen.say(Text("  確認テストの解答は見つかりませんでした", "  no confirmation-test answers found"), "dim")
    else:
        for group, findings in found.groups.items():
            if findings or (group == "answers" and found.tests):
                _group(screen, group, findings, found)
    screen.blank()


def _group(screen: Screen, group: str, findings: Sequence[Finding], found: Overview) -> None:
    name = _GROUPS[group]
    if group == "answers":
        asked = found.tests
        screen.say(
            Text(
                f"  {name.ja}: テスト {asked} 問のうち {found.known} 問を確認、正解 {found.right} 問",
                f"  {name.en}: {found.known} of {asked} test{'s' if asked != 1 else ''} found, {found.right} right",
            ),
            "strong",
        )
    else:
        screen.say(f"  {name.in_(screen.language)}: {_counted(screen, found.verdicts(group))}", "strong")
    places = [_place(finding).in_(screen.language) for finding in findings]
    columns = max(map(width, places), default=0)
    verdicts = max((width(_short(screen, finding)) for finding in findings), default=0)
    told: set[tuple[str, str]] = set()
    for finding, place in zip(findings, places, strict=True):
        if finding.verdict == "correct" and group == "statements":
            if (place, finding.question) in told:  # one sentence may state several things
                continue
            told.add((place, finding.question))
        _row(screen, finding, pad(place, columns), verdicts)
    if found.verdicts(group)["needs-run"]:
        screen.say(
            Text("  → quiz verify --run が実験を動かして確かめます", "  → trained and checked by: quiz verify --run")
        )
    if group == "answers" and found.unknown:
        where = [_place(finding).in_(screen.language) for finding in found.unknown]
        listed = ", ".join(where[:MAX_PLACES]) + (", …" if len(where) > MAX_PLACES else "")
        number = len(where)
        screen.say(
            Text(
                f"  問題集にない問題 {number} 問（判定しません）: {listed}",
                f"  not in the bank, not judged ({number}): {listed}",
            ),
            "dim",
        )


def _short(screen: Screen, finding: Finding) -> str:
    return WORDINGS[finding.verdict].short.in_(screen.language)


def _place(finding: Finding) -> Text:
    line = finding.row.line
    if line.page is not None:
        return Text(f"{line.page} ページの {line.number} 行目", f"page {line.page}, line {line.number}")
    if line.cell is None:
        return Text(f"{line.number} 行目", f"line {line.number}")
    return Text(f"セル {line.cell} の {line.number} 行目", f"cell {line.cell}, line {line.number}")


def _row(screen: Screen, finding: Finding, place: str, verdicts: int) -> None:
    """Write a row of the table: mark, place, verdict, what it is about; below it what is to be said of it."""
    wording = WORDINGS[finding.verdict]
    about = " ".join(finding.question.split())
    if screen.plain:  # the verdict first, one thing a line
        screen.say(f"{_short(screen, finding)}: {place.strip()}")
        screen.say(about)
        _below(screen, finding)
        return
    head = f"  {wording.mark} {place}  {pad(_short(screen, finding), verdicts)}"
    room = screen.width - width(head) - 2
    if room >= LEAST_ROOM:
        screen.verbatim(f"{head}  {truncate(about, room)}".rstrip(), wording.style)
    else:
        screen.say(head.rstrip(), wording.style)
        screen.say(INDENT + truncate(about, 2 * (screen.width - len(INDENT))))
    _below(screen, finding)


def _below(screen: Screen, finding: Finding) -> None:
    """Write what is to be said of a finding."""
    if finding.verdict == "needs-run" and finding.result is not None:
        _field(screen, Text("読み方", "read as"), read_as(finding.result).in_(screen.language), typeset=False)
        _command(screen, INDENT, finding.result.command)
        return
    for name, value, typeset in _told(finding, screen):
        _field(screen, name, value, typeset=typeset)


def _command(screen: Screen, indent: str, command: str, comment: str = "") -> None:
    """Write a command that can be copied: a line that is too narrow for it goes on as a shell lets it."""
    line = indent
    for word in command.split(" "):
        longer = f"{line} {word}" if line.strip() else line + word
        if width(longer) > screen.width - 2 and line.strip():
            screen.verbatim(line + " \\")
            line = f"{indent}  {word}"
        else:
            line = longer
    screen.verbatim(line + comment)


def _told(finding: Finding, screen: Screen) -> list[tuple[Text, str, bool]]:
    """What is told below a row; of what is right only how it was mended."""
    lang = screen.language
    told = [
        (Text("読み替え", "mended"), f"{each.printed} → {each.read} ({each.reason.in_(lang)})", False)
        for each in finding.repairs
    ]
    if finding.verdict == "correct":
        return [*told, (Text("実験", "runs"), finding.message.in_(lang), False)] if finding.result is not None else told
    given = truncate(" ".join(finding.given.split()), 160)
    labels = {"answer": Text("解答", "answer"), "formula": Text("式", "formula"), "chain": Text("式", "formula")}
    if finding.claim is None or finding.kind in labels:
        told.append((labels.get(finding.kind, Text("値", "value")), given, False))
    if finding.result is None:  # else its message says how it was read
        told.append((Text("読み方", "read as"), finding.read_as, False))
    if finding.verdict != "unanswered" and finding.expected is not None:
        told.append((Text("正解", "expected"), finding.right or finding.expected.in_(lang), True))
    if finding.verdict != "unanswered" or any(sign.isalnum() for sign in finding.given):  # わからない, and not nothing
        told.append((Text("説明", "why"), reason_of(finding, lang), True))
    return told


def _field(screen: Screen, name: Text, value: str, *, typeset: bool) -> None:
    """Write a named value, indented; ``typeset`` sets the formulas in it."""
    if not value:
        return
    message = f"{name.in_(screen.language)}: {value}"
    if not typeset:
        screen.say(INDENT + message)
        return
    for line in screen.typeset(message, screen.width - len(INDENT)).split("\n"):
        screen.verbatim(INDENT + line)


def _counted(screen: Screen, counts: Counter[Verdict]) -> str:
    return ", ".join(
        f"{wording.short.in_(screen.language)} {counts[verdict]}"
        for verdict, wording in WORDINGS.items()
        if counts[verdict]
    )


def show_summary(screen: Screen, reports: Sequence[tuple[str, Bundle]], counts: Counter[Verdict]) -> None:
    """Show what all reports come to: where there are several, a line for each; then all verdicts together."""
    if len(reports) > 1:
        screen.say(Text(f"まとめ（{len(reports)} ファイル）", f"summary ({len(reports)} files)"), "strong")
        names = min(max(width(path) for path, _ in reports), max(screen.width - 40, 0))
        for path, found in reports:
            message = _line_of(screen, found)
            if width(path) <= names:
                screen.say(f"  {pad(path, names)}  {message}")
            else:
                screen.verbatim(f"  {path}")
                screen.say(INDENT + message)
        screen.blank()
    total = sum(counts.values())
    screen.say(
        Text(f"確かめた解答・記述 {total} 件", f"{counted(total, 'answer or claim', 'answers and claims')} checked"),
        "strong",
    )
    if total:
        screen.say("  " + _counted(screen, counts))


def _line_of(screen: Screen, found: Bundle) -> str:
    if isinstance(found, QuizError):
        return Text("読み取れません", "can't be read").in_(screen.language)
    others = sum((found.verdicts(group) for group in found.groups if group != "answers"), Counter[Verdict]())
    tests = Text(
        f"解答 {found.known}/{found.tests} 正解 {found.right}",
        f"tests {found.known}/{found.tests}, {found.right} right",
    )
    if not found.tests:
        tests = Text("解答なし", "no tests")
    wrong = found.verdicts("answers")["wrong"]
    message = tests.in_(screen.language) + (
        f" ({WORDINGS['wrong'].short.in_(screen.language)} {wrong})" if wrong else ""
    )
    rest = Text(f"そのほか {_counted(screen, others)}", f"others: {_counted(screen, others)}").in_(screen.language)
    return f"{message}; {rest}" if others else message


def show_practice(screen: Screen, items: Sequence[tuple[Titled, str]]) -> None:
    """Show by which commands to practise what was wrong; each item comes with what names its course in them."""
    if not items:
        return
    screen.blank()
    screen.say(Text("次に練習する問題", "what to practise next"), "strong")
    given = lang_given(screen.language)
    for item, course in items[:MAX_PRACTISED]:
        command = f"quiz run {course + ' ' if course else ''}--item {item.id}{given}"
        title = f"  # {item.title.in_(screen.language)}"
        if screen.plain or width(command + title) + 2 > screen.width:  # the title on a line of its own
            screen.say("  " + item.title.in_(screen.language))
            title = ""
        _command(screen, "  ", command, title)
    if len(items) > MAX_PRACTISED:
        rest = len(items) - MAX_PRACTISED
        screen.say(
            Text(f"  ほか {rest} 問（--format json ですべて）", f"  and {rest} more (all with --format json)"), "dim"
        )
