"""The debriefing after an exam on a screen: result, topics, time, then each miss with its solution, and once more."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from quiz.columns import pad, truncate, width
from quiz.language import Text
from quiz.practice.debrief import AskedQuestion, Calls, Debrief, Explained, TopicShare, debrief, explained, next_steps
from quiz.practice.question_marks import SIGNS
from quiz.practice.session import Question, Session
from quiz.terminal.conversation import Asker
from quiz.terminal.feedback import clock, points
from quiz.terminal.interruptions import Stopped
from quiz.terminal.marking import Marker
from quiz.terminal.prompt_words import MARK_WORDS, enter_key, keys, word_in
from quiz.terminal.screen import Keyboard, Screen
from quiz.verdicts import WORDINGS

LEAST_TITLE = 24
"""A topic's name that would have fewer columns beside its share stands above it."""
SLOW = 2.0
"""From so many times the exam's pace on, a question's time is pointed out."""


class DebriefView:
    """Tells a debriefing; at a terminal it lets the learner go through the misses."""

    def __init__(self, session: Session, screen: Screen, keyboard: Keyboard, calls: Calls) -> None:
        self.session = session
        self.screen = screen
        self.keyboard = keyboard
        self.calls = calls
        self.marker = Marker(session, screen, keyboard)
        self.asker = Asker(session, screen, keyboard, resume_with=calls.again, again=calls.again)
        self.asker.exam = False  # it is over: now everything is told

    def run(self) -> None:
        """Show all of it; through a pipe with every solution, at a terminal as the learner asks for them."""
        told = debrief(self.session)
        self.show(told)
        if not self.keyboard.interactive:
            for question in told.misses:
                self.show_question(question)
            return
        try:
            self._browse(told)
        except (Stopped, EOFError):
            return

    # -- shown -------------------------------------------------------------------------------------------------------

    def show(self, told: Debrief) -> None:
        """Show result, topics, every question with its time, and what to do next."""
        screen = self.screen
        screen.blank()
        screen.rule()
        screen.say(Text("結果", "Result"), "strong")
        pace = told.session.form.minutes * 60 / max(len(told.session.form.places), 1)
        score, most = points(told.share.right), told.share.asked
        time, planned = clock(told.used_s), clock(told.session.form.minutes * 60)
        scored = Text(
            f"得点 {score} / {most}（{told.share.percent}%）　時間 {time}（目安 {planned}）",
            f"score {score} of {most} ({told.share.percent}%), time {time} (planned {planned})",
        )
        if screen.plain:  # what it comes to, before what it is made of
            screen.say(scored)
        widest = max((width(question.title.in_(screen.language)) for question in told.questions), default=0)
        for question in told.questions:
            lines, style = _question_lines(question, widest, pace, screen)
            for line in lines:
                screen.say(line, style)
        if not screen.plain:
            screen.say(scored, "strong")
        slow = [question.number for question in told.questions if question.elapsed_s > SLOW * pace]
        if slow:
            listed = ", ".join(map(str, slow))
            screen.say(
                Text(
                    f"  1 問 {clock(pace)} の 2 倍より長かった問題: {listed}",
                    f"  took more than twice the pace of {clock(pace)}: {listed}",
                )
            )
        if told.topics:
            screen.blank()
            screen.say(Text("分野ごと", "By topic"), "strong")
            titles = {topic.section: self._title(topic.section) for topic in told.topics}
            column = max(map(width, titles.values()))
            for topic in told.topics:
                for line in _topic_lines(topic, titles[topic.section], column, screen):
                    screen.say(line)
        for exam in told.earlier:
            right, most, percent = points(exam.share.right), exam.share.asked, exam.share.percent
            screen.say(
                Text(
                    f"  以前の試験 {exam.day}: {right} / {most}（{percent}%）",
                    f"  earlier exam of {exam.day}: {right} of {most} ({percent}%)",
                )
            )
        self._advise(told)

    def _title(self, section: str) -> str:
        return self.session.question_set.course.section_title(section).in_(self.screen.language)

    def _advise(self, told: Debrief) -> None:
        screen = self.screen
        screen.blank()
        screen.say(Text("次にすること", "What to do next"), "strong")
        for step in next_steps(told, self.session.question_set.course, self.calls):
            screen.say("  " + step.in_(screen.language))

    def show_question(self, question: AskedQuestion, found: Explained | None = None) -> None:
        """Show a question with the answer that was given, its diagnosis and its solution."""
        screen = self.screen
        found = found or explained(self.session, question)
        asked = self._question(question)
        screen.blank()
        screen.rule()
        wording, (mark, style) = WORDINGS[question.verdict], _mark(question)
        title = question.title.in_(screen.language)
        if screen.plain:
            screen.say(Text(f"問題 {question.number}: {title}", f"Question {question.number}: {title}"))
        else:
            screen.say(f"{question.number} {mark} {title}  {clock(question.elapsed_s)}", "strong")
        screen.blank()
        self.asker.tell.prompt(asked.prompt)
        screen.blank()
        screen.markdown(found.shown, lead=Text("あなたの解答: ", "your answer: ").in_(screen.language))
        screen.say(screen.marked(mark, wording.label), style)
        for diagnosis in found.diagnoses:
            screen.markdown(diagnosis.message)
        for said in question.marks:
            sign = SIGNS[said.name].in_(screen.language)
            screen.say(f"[{sign}] {said.said}" if said.said else f"[{sign}]", "half")
        self.asker.tell.answer(found.variant)
        call = self.calls.explain(question.place)
        screen.say(Text(f"解説: {call}", f"solution: {call}"), "dim")

    def _question(self, question: AskedQuestion) -> Question:
        return self.session.question_at(question.number - 1)

    # -- gone through ------------------------------------------------------------------------------------------------

    def _browse(self, told: Debrief) -> None:
        """Let the learner look at misses and any other question, and answer them once more."""
        waiting = told.misses
        shown: AskedQuestion | None = None
        while True:
            typed = self._wish(shown, len(waiting))
            word = word_in(typed)
            number = typed.removeprefix(":")
            if word == "quit" or (not typed and not waiting):
                return
            if not typed or word == "skip":
                shown, waiting = (waiting[0], waiting[1:]) if waiting else (shown, waiting)
                if shown is not None:
                    self.show_question(shown)
            elif number.isascii() and number.isdigit() and len(number) < 7:
                found = next((one for one in told.questions if one.number == int(number)), None)
                if found is None:
                    self._help(shown)
                    continue
                shown, waiting = found, [one for one in waiting if one is not found]
                self.show_question(shown)
            elif shown is None:
                self._help(shown)
            elif word == "repeat":  # the same numbers
                self.asker.one_question(self._question(shown))
            elif word == "another":
                self.asker.one_question(self.session.another(self._question(shown)))
            elif word == "explain":
                self.show_question(shown)
            elif (mark := next((mark for mark in MARK_WORDS if mark == word), None)) is not None:
                self.marker.obey(mark, self._answered(shown))
            else:
                self._help(shown)

    def _answered(self, question: AskedQuestion) -> Question:
        """The question with the answer that a mark is about."""
        asked = self._question(question)
        for entry in self.session.store.attempts(self.session.stored.id):
            if entry.counted and entry.place == asked.place:
                asked.attempt = entry.id
        return asked

    def _wish(self, shown: AskedQuestion | None, waiting: int) -> str:
        language = self.screen.language
        entries = []
        usual = (
            Text(f"次の間違い（あと {waiting}）", f"next miss ({waiting} left)") if waiting else Text("終わる", "leave")
        )
        entries.append(enter_key(usual, language, plain=self.screen.plain))
        entries.append(Text("番号 その問題へ", "number: that question").in_(language))
        if shown is not None:
            entries += [
                f"r {Text('同じ数値でもう一度', 'again, same numbers').in_(language)}",
                f"a {Text('新しい数値で', 'again, new numbers').in_(language)}",
                *keys(MARK_WORDS, (), language),
            ]
        entries.append(f"q {Text('終わる', 'leave').in_(language)}")
        ask = self.screen.asking_key(entries)
        self.keyboard.forget_typed_ahead()
        return unicodedata.normalize("NFKC", self.keyboard.line(ask)).strip()

    def _help(self, shown: AskedQuestion | None) -> None:
        self.screen.say(
            Text(
                "番号か、示されたキーを入力してください（r と a は問題を見たあとで使えます）"
                if shown is None
                else "番号か、示されたキーを入力してください",
                "type a number, or a key shown (r and a work once a question is shown)"
                if shown is None
                else "type a number, or a key shown",
            ),
            "dim",
        )


def _mark(question: AskedQuestion) -> tuple[str, str]:
    """The mark of a question and its style; of an answer that was marked by the learner, by the points given."""
    wording = WORDINGS[question.verdict]
    if question.verdict == "self-assessed" and question.score < 1:
        return ("△", "half") if question.score else ("✗", "bad")
    return wording.mark, wording.style


def _question_lines(question: AskedQuestion, column: int, pace: float, screen: Screen) -> tuple[list[str], str]:
    """A line for a question, and its style: number, mark, title, time, what the learner said of it.

    The titles take as many columns as the longest has, where there is room, so that the times stand in one.
    """
    wording, room, language = WORDINGS[question.verdict], screen.width, screen.language
    mark, style = _mark(question)
    said = [SIGNS[name].in_(language) for name in SIGNS if any(one.name == name for one in question.marks)]
    if screen.plain:
        told = [wording.label.in_(language), clock(question.elapsed_s), *said]
        return [f"{question.number}. {question.title.in_(language)}: {screen.listed(told)}"], ""
    late = "!" if question.elapsed_s > SLOW * pace else ""
    tail, signs = f"{clock(question.elapsed_s):>5}{late:1}", f"[{' '.join(said)}]" if said else ""
    head = f"{question.number:>3} {mark} "
    # As wide as a terminal may draw it: the mark, and the dots of a title that is cut.
    left = max(room - width(head, ambiguous=2) - width(tail, ambiguous=2) - 3, LEAST_TITLE - 8)
    title = truncate(question.title.in_(language), left)
    line = f"{head}{pad(title, min(column, left))}  {tail}"
    if not signs or width(f"{line} {signs}", ambiguous=2) <= room:
        return [f"{line} {signs}".rstrip()], style
    return [line.rstrip(), f"      {signs}"], style


def _topic_lines(topic: TopicShare, title: str, column: int, screen: Screen) -> Sequence[str]:
    """A line for a topic, or two where the screen is narrow: its share, and those of earlier exams."""
    room, language = screen.width, screen.language
    told = f"{points(topic.share.right)}/{topic.share.asked} {topic.share.percent:>3}%"
    if any(topic.before):
        shares = ", ".join("-" if share is None else f"{share.percent}%" for share in topic.before)
        told += Text(f"（以前 {shares}）", f" (before: {shares})").in_(language)
    if screen.plain:
        return [f"{title}: {' '.join(told.split())}"]
    column = min(column, room - width(told) - 4)
    if column >= LEAST_TITLE:
        return [f"  {pad(truncate(title, column), column)}  {told}"]
    return [f"  {truncate(title, room - 2)}", f"    {told}"]
