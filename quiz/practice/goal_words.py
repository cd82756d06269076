"""How a day stands beside its goal, in words; the terminal and the page say the same."""

from __future__ import annotations

from quiz.language import Text, counted
from quiz.practice.goal import Goal, Today


def goal_said(goal: Goal | None) -> Text:
    """Say what the goal is.

    >>> goal_said(Goal(15)).en, goal_said(Goal(1, "questions")).en
    ('15 minutes a day', '1 question a day')
    """
    if goal is None:
        return Text("1 日の目標はありません", "no goal is set")
    if goal.unit == "minutes":
        return Text(f"1 日 {goal.amount} 分", f"{counted(goal.amount, 'minute')} a day")
    return Text(f"1 日 {goal.amount} 問", f"{counted(goal.amount, 'question')} a day")


def today_said(today: Today) -> list[Text]:
    """Say what was done today, beside the goal, and what becomes of the streak.

    >>> from quiz.practice.goal import Day, Streak
    >>> for text in today_said(Today(Goal(15), Day(9.4, 6), False, Streak(4, 1, True))): print(text.en)
    today: 9 of 15 minutes, 6 to go
    4 days in a row (1 day off forgiven: one in seven is)
    a day off today would not end it
    """
    idle = today.goal is None and today.done.questions == 0 and today.done.minutes < 1
    return [*([] if idle else [_done(today)]), *_streak(today)]


def _done(today: Today) -> Text:
    goal, minutes, questions = today.goal, int(today.done.minutes), today.done.questions
    if goal is None:
        return Text(
            f"今日は {questions} 問、{minutes} 分です",
            f"today: {counted(questions, 'question')}, {counted(minutes, 'minute')}",
        )
    done = minutes if goal.unit == "minutes" else questions
    unit_ja, unit = ("分", "minute") if goal.unit == "minutes" else ("問", "question")
    if today.reached:
        return Text(
            f"今日の目標を達成しました（{goal.amount} {unit_ja}の目標に {done} {unit_ja}）",
            f"today's goal is reached: {counted(done, unit)} of {goal.amount}",
        )
    return Text(
        f"今日は {goal.amount} {unit_ja}の目標のうち {done} {unit_ja}、あと {goal.amount - done} {unit_ja}です",
        f"today: {done} of {counted(goal.amount, unit)}, {goal.amount - done} to go",
    )


def _streak(today: Today) -> list[Text]:
    streak = today.streak
    if not streak.days:
        return []
    forgiven = Text(
        f"（休んだ {streak.forgiven} 日は途切れに数えません。7 日に 1 日までは休めます）",
        f" ({counted(streak.forgiven, 'day')} off forgiven: one in seven is)",
    )
    ja, en = f"連続 {streak.days} 日です", f"{counted(streak.days, 'day')} in a row"
    if streak.forgiven:
        ja, en = ja + forgiven.ja, en + forgiven.en
    said = [Text(ja, en)]
    if not today.reached and streak.may_rest:
        said.append(Text("今日は休んでも途切れません", "a day off today would not end it"))
    return said
