"""Why a review asks a question, and what it has shown, in words; the terminal and the page say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quiz.bank.blueprint import QuestionSet
from quiz.language import Text
from quiz.practice.review import Knowledge, Planned, Reason, Why


def why_said(reason: Reason, question_set: QuestionSet) -> Text:
    """Say in one line why a question is asked."""
    days = reason.days
    match reason.why:
        case "new":
            return Text("初めての問題です", "not asked before")
        case "missed":
            ago = _ago(days)
            return Text(f"{ago.ja}間違えた問題です（数値は新しくしました）", f"missed {ago.en}; the numbers are new")
        case "due" if days < 1:
            return Text("今日正解した問題です", "last right today")
        case "due":
            return Text(f"{days} 日ぶりの問題です", f"last right {_ago(days).en}")
        case "idea":
            idea = question_set.course.ideas.get(reason.idea, Text.both(reason.idea))
            title = question_set.bank.cards[reason.shown_in].title
            return Text(
                f"「{title.ja}」の答えに「{idea.ja}」がありました。ここではどうでしょう",
                f'your answer to "{title.en}" fits "{idea.en}": does it show here?',
            )


def _ago(days: int) -> Text:
    if days < 1:
        return Text("今日", "today")
    return Text("昨日", "yesterday") if days == 1 else Text(f"{days} 日前に", f"{days} days ago")


def habits(known: Knowledge, asked: Mapping[str, Reason], question_set: QuestionSet) -> list[Text]:
    """Say which ideas keep showing, and which sit now, among those that the questions just asked could show."""
    touched = {idea for item in asked for _, idea in known.cards[item].ideas}
    told = []
    for name in sorted(touched):
        idea = known.ideas.get(name)
        state = None if idea is None else idea.state
        if idea is None or state is None:
            continue
        words = question_set.course.ideas.get(name, Text.both(name))
        if state == "settled":
            told.append(
                Text(f"身につきました: 「{words.ja}」はもう出ていません", f'sits now: "{words.en}" no longer shows')
            )
        elif state == "tendency":
            told.append(
                Text(
                    f"くせかもしれません: 「{words.ja}」（{len(idea.families)} つの問題で）",
                    f'you tend to this: "{words.en}" (in {len(idea.families)} questions)',
                )
            )
    return told


def reasons_told(planned: Sequence[Planned]) -> Text:
    """Say why questions would be asked, and how many for each reason."""
    counts = Counter(one.reason.why for one in planned)
    names: dict[Why, Text] = {
        "missed": Text("間違えた問題", "missed"),
        "idea": Text("同じ誤りが出そうな問題", "that may show the same slip"),
        "due": Text("間があいた問題", "not seen for long"),
        "new": Text("初めての問題", "new"),
    }
    told = [(names[why], counts[why]) for why in names if counts[why]]
    ja = "、".join(f"{name.ja} {count}" for name, count in told)
    return Text(ja, ", ".join(f"{count} {name.en}" for name, count in told))
