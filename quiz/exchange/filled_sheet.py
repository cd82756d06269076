"""A sheet of ours that somebody has filled in -> the answer to each of its questions, and where it stands.

The marks above the questions say which they are. What was printed is known from the variant; whatever else stands there
was written by the learner, and none of it is passed over: what stands elsewhere than the place for the answer is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.sheet_marks import QuestionMark, is_printed, question_mark, sheet_mark
from quiz.errors import QuizError
from quiz.exchange.as_printed import AsPrinted, PrintedPlace, PrintedQuestion, read_json, sheet_places
from quiz.exchange.responses import response_text
from quiz.exchange.sheet import ANSWER, question_markdown
from quiz.kinds import kind_of
from quiz.language import LANGUAGES, Language, Text
from quiz.model import Variant

LONG = 12
"""So many letters in a line don't stand in the printed text by chance: they are printed, if in a line broken anew."""

MAX_TOLD = 20
"""So many questions are named in one sentence."""

_LABELS = "|".join(ANSWER.in_(language).removesuffix(":") for language in LANGUAGES)
_ANSWER = re.compile(rf"(?:\s*>)*\s*(?:\*\*)?(?:{_LABELS})\s*[:：](?:\*\*)?")
_PRINTED_HEAD = re.compile(r".{0,80}[0-9] (?:分|min) \(seed [0-9]{1,19}\)\s*")
_PRINTED_TITLE = re.compile(
    r"[\s>]*(?:#{1,6}\s*)?(?:問|Question )([0-9]{1,6}) \((?:[0-9]+ (?:点・|points?, ))?[0-9.]+ (?:分|min)\)\s*"
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_QUOTED = re.compile(r"\A(?:\s*>)+ ?")
_FENCE = re.compile(r"\s*(?:```+|~~~+)\s*[\w+#.-]{0,30}\s*")


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """One question of a sheet that was filled in. Lines are counted from 0, as the reader was given them.

    ``at`` is where the question begins; the answer stands in the lines from ``begins`` to before ``ends``, in the first
    of them ``first``. ``variant`` is why it can't be graded, where it can't. ``elsewhere`` is the first line in which
    something is written that is neither printed nor in the answer's place, ``second`` that of another answer.
    """

    place: PrintedPlace
    variant: Variant | Text
    at: int
    begins: int
    ends: int
    first: str
    answer: str
    elsewhere: int | None = None
    second: int | None = None


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet that was filled in: the bank that it names (None if it names none), and what finds its answers.

    ``notes`` tell which of its questions are missing or stand there twice.
    """

    bank: str | None
    places: Callable[[AsPrinted], Iterator[FilledPlace]]
    notes: tuple[Text, ...] = ()


# -- JSON --------------------------------------------------------------------------------------------------------------


def filled_json(path: Path, lines: Sequence[str]) -> FilledSheet | None:
    """Return the sheet that a JSON file is, whose entries have been given a ``response``; None if it is no sheet."""
    try:
        data = read_json(path)
        places = sheet_places(data, str(path))
    except QuizError:
        return None
    bank = data.get("bank")

    def found(printed: AsPrinted) -> Iterator[FilledPlace]:
        for place in places:
            variant = printed.variant(place)
            try:
                answer = response_text(place.entry.get("response"), place.entry)
            except ValueError:
                answer = ""
                variant = Text("response が文字列でも数でもありません", "the response is neither text nor number")
            # As it is written, the sheet has one entry in each line behind the first.
            at = place.number if len(lines) > place.number and f'"{place.id}"' in lines[place.number] else 0
            yield FilledPlace(place, variant, at, at, at + 1, answer.partition("\n")[0], answer)

    return FilledSheet(bank if isinstance(bank, str) else None, found)


# -- Markdown ----------------------------------------------------------------------------------------------------------


def filled_markdown(lines: Sequence[str]) -> FilledSheet | None:
    """Return the sheet that these lines are; None where no question of ours is marked in them.

    >>> filled_markdown(["# My report", "7x7"]) is None
    True
    """
    marked = [(at, line) for at, line in enumerate(lines) if "<!--" in line]
    marks = [(at, mark) for at, line in marked if (mark := question_mark(line)) is not None]
    if not marks:
        return None
    head = next((found for _, line in marked if (found := sheet_mark(line)) is not None), None)
    language: Language = "en" if head is not None and head.language == "en" else "ja"
    numbers = Counter(mark.number for _, mark in marks)
    missing = [str(number) for number in range(1, head.questions + 1) if number not in numbers] if head else []
    twice = [str(number) for number, count in sorted(numbers.items()) if count > 1]
    notes = []
    if missing:
        ja, en = "用紙にあったはずの問題がありません", "questions of the sheet are missing"
        notes.append(_told(ja, en, missing))
    if twice:
        notes.append(_told("同じ番号の問題が 2 つ以上あります", "questions that stand there more than once", twice))
    return FilledSheet(
        None if head is None else head.bank, lambda printed: _filled(lines, marks, printed, language), tuple(notes)
    )


def has_lost_its_marks(lines: Sequence[str]) -> bool:
    """True for a sheet of ours without its marks: nobody can say which numbers it was printed with.

    >>> has_lost_its_marks(["4 questions, 9 min (seed 1)", "Question 1 (1 point, 2 min)"])
    True
    >>> has_lost_its_marks(["# My report (seed 1)", "Question 1"])
    False
    """
    return any(map(_PRINTED_HEAD.fullmatch, lines)) and any(map(_PRINTED_TITLE.fullmatch, lines))


def _told(ja: str, en: str, numbers: Sequence[str]) -> Text:
    shown = ", ".join(numbers[:MAX_TOLD]) + (", …" if len(numbers) > MAX_TOLD else "")
    return Text(f"{ja}: 問 {shown}", f"{en}: {shown}")


def _filled(
    lines: Sequence[str], marks: Sequence[tuple[int, QuestionMark]], printed: AsPrinted, language: Language
) -> Iterator[FilledPlace]:
    for following, (at, mark) in enumerate(marks, start=1):
        end = marks[following][0] if following < len(marks) else len(lines)
        # What follows the title of another question whose mark is gone or damaged belongs to nobody.
        end = next((row for row in range(at + 1, end) if _is_of_another(lines[row], mark.number)), end)
        place = PrintedPlace(mark.number, mark.id, mark.seed, mark.digest)
        yield _filled_place(place, printed.question(place), lines, at, end, language)


def _filled_place(
    place: PrintedPlace, question: PrintedQuestion | Text, lines: Sequence[str], at: int, end: int, language: Language
) -> FilledPlace:
    variant = question if isinstance(question, Text) else question.variant
    text = "" if isinstance(question, Text) else question_markdown(question.shown, language)
    code = not isinstance(variant, Text) and kind_of(variant.item).runs_code
    own = _written(lines[at + 1 : end], text, at + 1)
    mine = set(own)
    labelled = {number: label.end() for number in own if (label := _ANSWER.match(lines[number]))}
    begins, first, stop = end, "", end
    if labelled:
        begins = next(iter(labelled))
        first = lines[begins][labelled[begins] :]
    elif own and _signs(text) in _signs("".join(lines[row] for row in range(at + 1, end) if row not in mine)):
        # The label alone was taken away: what is not printed is the answer.
        begins, first = own[0], lines[own[0]]
        stop = next((row for row in range(begins + 1, end) if lines[row].strip() and row not in mine), end)
    ends = next((row for row in range(begins + 1, stop) if not code and _ends(lines[row])), stop)
    rest = lines[begins + 1 : ends] if code else [_QUOTED.sub("", line) for line in lines[begins + 1 : ends]]
    answer = [line for line in (first.removeprefix(" "), *rest) if not _FENCE.fullmatch(line)]
    given = "\n".join(answer).strip("\n") if code else "\n".join(answer).strip()
    elsewhere = next((number for number in own if not begins <= number < ends), None)
    answers = {_bare(lines[number][label:]): number for number, label in labelled.items()}
    answers.pop("", None)
    second = None if code or len(answers) < 2 else list(answers.values())[1]
    return FilledPlace(place, variant, at, begins, ends, first, given, elsewhere, second)


def _is_of_another(line: str, number: int) -> bool:
    title = _PRINTED_TITLE.fullmatch(line)
    return is_printed(line) or (title is not None and int(title[1]) != number)


def _ends(line: str) -> bool:
    """True for a heading or a rule: what follows is no part of an answer."""
    return bool(_HEADING.match(line) or _RULE.fullmatch(line))


def _written(lines: Sequence[str], printed: str, first: int) -> list[int]:
    """Return the numbers of the lines that hold something which was not printed."""
    known = {_bare(line) for line in printed.split("\n")}
    whole = _signs(printed)
    return [
        number
        for number, quoted in enumerate(lines, start=first)
        if _bare(line := _QUOTED.sub("", quoted)) not in known
        and not (len(signs := _signs(line)) >= LONG and signs in whole)
        and not (number <= first + 2 and _HEADING.match(line))  # the question's own heading
    ]


def _bare(line: str) -> str:
    return "".join(line.split())


def _signs(text: str) -> str:
    """Return the letters and digits: what is left of a text whose formulas or lists another program has set anew."""
    return "".join(filter(str.isalnum, text))
