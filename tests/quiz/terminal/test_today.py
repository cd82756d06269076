"""How today stands is said in words, in both languages."""

from __future__ import annotations

import pytest

from quiz.practice.goal import Day, Goal, Streak, Today
from quiz.practice.goal_words import goal_said, today_said


@pytest.mark.parametrize(
    ("goal", "ja", "en"),
    [
        (None, "1 日の目標はありません", "no goal is set"),
        (Goal(1), "1 日 1 分", "1 minute a day"),
        (Goal(12, "questions"), "1 日 12 問", "12 questions a day"),
    ],
)
def test_a_goal_in_words(goal: Goal | None, ja: str, en: str) -> None:
    assert (goal_said(goal).ja, goal_said(goal).en) == (ja, en)


@pytest.mark.parametrize(
    ("today", "ja", "en"),
    [
        (Today(None, Day(), False, Streak()), [], []),
        (Today(None, Day(1.9, 1), True, Streak(1)), ["今日は 1 問、1 分です", "連続 1 日です"],
         ["today: 1 question, 1 minute", "1 day in a row"]),
        (Today(Goal(15), Day(), False, Streak()), ["今日は 15 分の目標のうち 0 分、あと 15 分です"],
         ["today: 0 of 15 minutes, 15 to go"]),
        (Today(Goal(8, "questions"), Day(30.0, 9), True, Streak(3, 0, True)),
         ["今日の目標を達成しました（8 問の目標に 9 問）", "連続 3 日です"],
         ["today's goal is reached: 9 questions of 8", "3 days in a row"]),
        (Today(Goal(15), Day(14.99, 7), False, Streak(6, 2, True)),
         ["今日は 15 分の目標のうち 14 分、あと 1 分です",
          "連続 6 日です（休んだ 2 日は途切れに数えません。7 日に 1 日までは休めます）", "今日は休んでも途切れません"],
         ["today: 14 of 15 minutes, 1 to go", "6 days in a row (2 days off forgiven: one in seven is)",
          "a day off today would not end it"]),
    ],
)  # fmt: skip
def test_today_in_words(today: Today, ja: list[str], en: list[str]) -> None:
    said = today_said(today)
    assert ([text.ja for text in said], [text.en for text in said]) == (ja, en)
