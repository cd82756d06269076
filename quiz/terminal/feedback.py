"""What ``quiz run`` and ``quiz explain`` put on the screen: a question, an outcome, a solution, a summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from quiz.drawing import other_language, pictures, prompt, solution
from quiz.kinds import kind_of
from quiz.language import Language, Text
from quiz.model import Outcome, PartOutcome, Prompt, Variant, Verdict
from quiz.practice.session import Question, Session
from quiz.render.portable import code_block
from quiz.terminal.prompt_words import Word, keys, packed
from quiz.terminal.screen import Screen
from quiz.verdicts import WORDINGS

_FACET_MARKS = {"found": "✓", "missing": "-", "negated": "?", "contradicted": "✗"}
_FACET_STATES = {
    "found": Text("見つかりました", "found"),
    "missing": Text("見つかりません", "not found"),
    "negated": Text("否定しているように読めます", "reads as if denied"),
    "contradicted": Text("事実と違います", "not true"),
}


def clock(seconds: float) -> str:
    """Write a time as minutes and seconds.

    >>> clock(125.4)
    '2:05'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def points(score: float) -> str:
    """Write a score for people, with one decimal at most.

    >>> points(4.66667), points(3.0)
    ('4.7', '3')
    """
    return f"{round(score, 1):.1f}".removesuffix(".0")


def part_line(part: PartOutcome, language: Language, *, marked: bool = True) -> str:
    """Tell what became of one part of an answer, and the points that it earns; without a mark where it is read aloud.

    >>> from fractions import Fraction
    >>> part_line(PartOutcome("a", Outcome("correct", 1.0, understood_as="7"), Fraction(2), Fraction(2)), "en")
    '(a) ✓ correct (read as 7)  2/2'
    >>> part_line(PartOutcome("a", Outcome("wrong", 0.0), Fraction(0), Fraction(2)), "ja", marked=False)
    '(a) 不正解  0/2'
    """
    outcome, wording = part.outcome, WORDINGS[part.outcome.verdict]
    read = Text(f"（{outcome.understood_as} と読みました）", f" (read as {outcome.understood_as})").in_(language)
    if outcome.unreadable is not None:
        read = f": {outcome.unreadable.reason.in_(language)}"
    elif not outcome.understood_as:
        read = ""
    said = f"({part.label}) {wording.mark + ' ' if marked else ''}{wording.label.in_(language)}{read}"
    counted = "" if outcome.verdict == "undecided" else f"  {points(float(part.earned))}/{points(float(part.points))}"
    return said + counted


class Teller:
    """Writes the parts of a conversation on one screen."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def question(self, question: Question, count: int, used: str, why: Text | None = None) -> None:
        """Show progress, time, why it is asked, stem and options."""
        shown = question.prompt
        number = f"{question.place + 1}/{count}"
        parts = [
            Text(f"類題 {number}", f"another {number}") if question.extra else Text.both(number),
            shown.title,
            Text(f"目安 {shown.minutes:g} 分", f"{shown.minutes:g} min"),
            Text(f"経過 {used}", f"used {used}"),
        ]
        self.screen.blank()
        self.screen.rule()
        if self.screen.plain:
            ja, en = ("類題", " in other numbers") if question.extra else ("問題", "")
            parts[:2] = [Text(f"{ja} {number}: {shown.title.ja}", f"Question {number}{en}: {shown.title.en}")]
            for part in parts:
                self.screen.say(part)
        else:
            between = "　" if self.screen.language == "ja" else "  "
            self.screen.say(between.join(part.in_(self.screen.language) for part in parts), "strong")
        if why is not None:
            self.screen.say(why, "dim")
        self.screen.blank()
        self.prompt(shown)

    def prompt(self, shown: Prompt) -> None:
        """Show the stem, the options and how to answer; the parts of a question each with its label."""
        if (other := other_language(shown, self.screen.language)) is not None:
            self.screen.say(other, "half")
            self.screen.blank()
        if shown.label:
            self.screen.blank()
            share = "" if shown.share is None else f"  [{shown.share.in_(self.screen.language)}]"
            self.screen.say(f"({shown.label}){share}", "strong")
        self.screen.markdown(shown.stem, pictures=shown.pictures)
        if shown.start:
            self.screen.blank()
            self.screen.markdown(code_block(shown.start, "python"))
        for entries in shown.lists:
            self.screen.blank()
            for entry in entries:
                self.screen.markdown(entry.text, lead=f"{entry.label} ")
        for part in shown.parts:
            self.prompt(part)
        self.screen.blank()
        self.screen.say(shown.answer_format, "dim")

    def again(self, shown: Prompt) -> None:
        """Show a question once more."""
        self.screen.blank()
        self.prompt(shown)

    def hints_left(self, question: Question) -> bool:
        """Whether a hint has not been shown yet, of the question or of one of its parts."""
        return question.hints_left > 0

    def hint(self, question: Question, part: int | None = None) -> None:
        """Show the next hint, if there is one left: of the part that is being answered, then of the whole question."""
        found = question.next_hint(part)
        if found is None:
            self.screen.say(Text("ヒントはもうありません", "there are no more hints"), "dim")
            return
        number, hint, shown = found
        self.screen.say(Text(f"ヒント {number}", f"Hint {number}"), "strong")
        self.screen.markdown(hint, pictures=shown.pictures)

    def keys(self, words: Sequence[Word], letters: Collection[str]) -> None:
        """Name keys, with a colon where a letter may be an answer."""
        self.entries(keys(words, letters, self.screen.language))

    def entries(self, entries: Sequence[str]) -> None:
        """Write what may be typed, each with what it does."""
        if self.screen.plain:
            self.screen.say(Text("キー: ", "keys: ").in_(self.screen.language) + self.screen.listed(entries))
            return
        for line in packed(entries, self.screen.width, self.screen.language):
            self.screen.say(line, "dim")

    def outcome(self, question: Question, outcome: Outcome) -> None:
        """Tell the verdict, how the answer was read, and the slips that it shows."""
        wording = WORDINGS[outcome.verdict]
        if outcome.parts:
            self.parts(outcome)
        elif outcome.facets:
            if self.screen.plain:  # what it comes to, before what it is made of
                self.screen.say(Text(f"目安: {wording.label.ja}", f"proposal: {wording.label.en}"))
            self.facets(outcome)
        else:
            read = Text(f"（{outcome.understood_as} と読みました）", f" (read as {outcome.understood_as})")
            message = wording.label
            if outcome.understood_as and kind_of(question.variant.item).repeats_answer:
                message = Text(f"{message.ja}{read.ja}", f"{message.en}{read.en}")
            self.screen.say(self.screen.marked(wording.mark, message), wording.style)
        if outcome.evidence is not None:
            self.screen.markdown(outcome.evidence)
        self.diagnoses(outcome)

    def parts(self, outcome: Outcome) -> None:
        """Tell what became of each part, with the points of a rubric that were found, and what of the whole."""
        wording, language = WORDINGS[outcome.verdict], self.screen.language
        self.screen.say(self.screen.marked(wording.mark, wording.label), wording.style)
        for part in outcome.parts:
            told = part_line(part, language, marked=not self.screen.plain)
            self.screen.say(told if self.screen.plain else f"  {told}", WORDINGS[part.outcome.verdict].style)
            if part.outcome.facets:
                self.facets(part.outcome)

    def diagnoses(self, outcome: Outcome) -> None:
        """Tell each slip; several that lead to one answer are told as possibilities."""
        certain = [diagnosis for diagnosis in outcome.diagnoses if diagnosis.certain]
        if len(certain) > 1 and not outcome.facets and not outcome.parts:
            self.screen.say(
                Text("この答えになる誤りは 1 つではありません:", "more than one slip leads to this answer:")
            )
        for diagnosis in outcome.diagnoses:
            if outcome.evidence is not None and not diagnosis.certain:
                continue  # what has happened is what the evidence has told
            lead = "- " if len(outcome.diagnoses) > 1 else ""
            self.screen.markdown(lead + diagnosis.message.in_(self.screen.language))

    def facets(self, outcome: Outcome) -> None:
        """Show which points of a rubric were found."""
        self.screen.say(
            Text(
                "採点の観点（目安です。最後はご自身で判断してください）", "what was looked for (you have the last word)"
            )
        )
        for finding in outcome.facets:
            name = finding.label.in_(self.screen.language)
            state = _FACET_STATES[finding.state].in_(self.screen.language)
            style = {"found": "good", "missing": "dim"}.get(finding.state, "half")
            mark = "" if self.screen.plain else f"  {_FACET_MARKS[finding.state]} "
            self.screen.say(f"{mark}{state}: {name}", style)

    def model_answer(self, variant: Variant) -> None:
        """Show the model answer of a text item."""
        self.screen.say(Text("模範解答", "Model answer"), "strong")
        self.screen.markdown(kind_of(variant.item).key_shown(variant))

    def solution(self, variant: Variant) -> None:
        """Show the key and the worked solution for this variant's numbers."""
        if not kind_of(variant.item).self_assessed:
            self.screen.blank()
            shown, name = kind_of(variant.item).key_shown(variant), Text("正解: ", "Answer: ").in_(self.screen.language)
            if "\n" in shown.in_(self.screen.language):  # code stands below its name
                self.screen.say(name.strip(), "strong")
                name = ""
            self.screen.markdown(shown, lead=name)
        self.screen.blank()
        self.screen.markdown(solution(variant), pictures=pictures(variant))
        if variant.item.references:
            self.screen.say(
                Text("参考: ", "See: ").in_(self.screen.language) + "; ".join(variant.item.references), "dim"
            )
        self.screen.blank()

    def answer(self, variant: Variant) -> None:
        """Show the answer: nobody leaves a question without having seen it."""
        if kind_of(variant.item).self_assessed:
            self.model_answer(variant)
        self.solution(variant)

    def summary(self, session: Session, used_s: float, again: str) -> None:
        """Show the result of a session: every place, the score, the time, the topics to look at again.

        ``again`` is the command that asks this set once more.
        """
        record = session.record()
        screen = self.screen
        screen.blank()
        screen.rule()
        screen.say(Text("結果", "Result"), "strong")
        score, most = points(record["score"]), record["max_score"]
        time, planned = clock(used_s), clock(session.form.minutes * 60)
        scored = Text(
            f"得点 {score} / {most}　時間 {time}（目安 {planned}）",
            f"score {score} of {most}, time {time} (planned {planned})",
        )
        if screen.plain:  # what it comes to, before what it is made of
            screen.say(scored)
        weak: dict[str, int] = defaultdict(int)
        counted = [attempt for attempt in record["attempts"] if attempt["counted"]]
        done = {attempt["place"]: attempt for attempt in counted}
        put_right = {entry["place"]: entry["try"] for entry in record["corrected"]}
        for number, place in enumerate(session.form.places, start=1):
            attempt = done.get(number)
            verdict: Verdict = attempt["verdict"] if attempt else "unanswered"
            gained = attempt["score"] if attempt else 0.0
            mark, style = WORDINGS[verdict].mark, WORDINGS[verdict].style
            if verdict == "self-assessed" and gained < 1:
                mark, style = ("△", "half") if gained else ("✗", "bad")
            card = session.question_set.bank.card(place.item)
            title, message = card.title.in_(screen.language), WORDINGS[verdict].label.in_(screen.language)
            right_at = put_right.get(number)
            later = ""
            if right_at is not None:
                later = Text(f"（{right_at} 回目で正解）", f", right at try {right_at}").in_(screen.language)
            told = f"{number}. {title}: {message}" if screen.plain else f"{number:>3} {mark} {title}  {message}"
            screen.say(told + later, style)
            if gained < 1 and verdict != "undecided":
                weak[card.section] += 1
        if not screen.plain:
            screen.say(scored, "strong")
        if put_right:
            number = len(put_right)
            screen.say(
                Text(
                    f"  やり直して正解: {number} 問（得点は 1 回目の解答だけです）",
                    f"  put right at a later try: {number} (only first answers score)",
                )
            )
        for section, count in sorted(weak.items(), key=lambda entry: -entry[1])[:3]:
            name, narrowed = session.question_set.course.section_title(section), f"{again} --topic {section}"
            screen.say(
                Text(
                    f"  復習: {name.ja}（{count} 問） → {narrowed}",
                    f"  look again at: {name.en} ({count}): {narrowed}",
                )
            )


def show_variant(screen: Screen, variant: Variant) -> None:
    """Show a question with its worked solution, for reading."""
    teller = Teller(screen)
    shown = prompt(variant)
    title = variant.item.title.in_(screen.language)
    screen.say(f"{title}  [{variant.item.id}, seed {variant.seed}]", "strong")
    screen.blank()
    teller.prompt(shown)
    for number, hint in enumerate(shown.hints, start=1):
        screen.blank()
        screen.say(Text(f"ヒント {number}", f"Hint {number}"), "strong")
        screen.markdown(hint, pictures=shown.pictures)
    screen.blank()
    screen.say(Text("解説", "Solution"), "strong")
    if kind_of(variant.item).self_assessed:
        teller.model_answer(variant)
    teller.solution(variant)
