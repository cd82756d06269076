"""What is said of a record's statistics, in both languages; the terminal and the page say the same."""

from __future__ import annotations

from datetime import date

from quiz.bank.blueprint import QuestionSet
from quiz.language import Text, counted
from quiz.practice.mastery import Estimate
from quiz.practice.readiness import ENOUGH_FOR_A_NUMBER, ENOUGH_FOR_WORDS, PASS_MARK
from quiz.practice.review import IdeaState
from quiz.practice.statistics import IdeaShown, Outlook, Statistics, TopicState

TITLE = Text("学習の記録", "Your record")
TOPICS = Text("分野ごとの習熟度", "Mastery by topic")
DAYS = Text("解いた日", "Days")
TREND = Text("正解率の移り変わり（解いた日ごと）", "Share of right answers, by day")
IDEAS = Text("くり返し出る考え違い", "Ideas that recur")
PACE = Text("時間", "Time")
HOW = Text("見積もりのしかた", "How the estimate is made")

EMPTY = Text(
    "まだ記録がありません。quiz review で最初の問題を解くと、ここに結果が出ます。",
    "Nothing is recorded yet. Answer your first questions with quiz review, and the results appear here.",
)

EXPLANATION = Text(
    "習熟度は、その分野の問題が数値を変えていま 1 問出されたら正解する見込みです。まだ解いていない問題は、"
    "初めて解いた問題の出来だけから見積もります（練習した問題の出来で見積もると高く出すぎます）。解いたことの"
    "ある問題は、その分野の最近の答えと、最後に解いてからの日数（忘れ具合）から見積もります。解答が少ない分野"
    "は、ほかの分野や平均に近い値になります。選択肢から選んだ答えは、当てずっぽうで正解になる分を割り引きます。"
    "幅は、同じような学習者 10 人のうち 8 人で本当の値が入る範"
    f"囲です。合格の見込みは、本番と同じ選択式で {PASS_MARK:.0%} 以上取れる確率で（本当の合格"
    "ラインは公表されていません）、どの問題が出るかや当て推量の運も入れてあります。解答が "
    f"{ENOUGH_FOR_WORDS} 問に満たないうちは何も言わず、"
    f"{ENOUGH_FOR_A_NUMBER} 問を解いて半分の問題を見るまでは言葉だけで示します。見積もり"
    "は模擬の学習者で確かめたもので、約束ではありません。",
    "Mastery is the chance that you answer a question of a topic right if it is asked now, with fresh "
    "numbers. Questions that you have not met are judged only by how you did on others at the first attempt "
    "(judging them by questions that you have practised promises too much). Those that you have met are "
    "judged by your recent answers in the topic and by how long ago you last answered them (how much is "
    "forgotten). A topic with few answers lies near your other topics and near the average; an answer picked "
    "from options counts for less, as it may be right by chance. The range holds "
    f"the true value for 8 of 10 learners like you. The probability to pass is that of {PASS_MARK:.0%} or more "
    "in an exam with options, as the real one is (its pass mark is not published), with the luck of which "
    f"questions come and of guessing. Nothing is said below {ENOUGH_FOR_WORDS} answers, and only words until "
    f"you have answered {ENOUGH_FOR_A_NUMBER} and seen half of the questions. The estimate was tested on "
    "simulated learners; it is no promise.",
)


def percent(value: float) -> str:
    """Return a share in whole per cent.

    >>> percent(0.714)
    '71%'
    """
    return f"{100.0 * value:.0f}%"


def likelihood(probability: float) -> str:
    """Return a probability in whole per cent; nothing is certain before an exam.

    >>> likelihood(0.9999), likelihood(0.0001), likelihood(0.72)
    ('99%', '1%', '72%')
    """
    return percent(min(max(probability, 0.01), 0.99))


def span(estimate: Estimate) -> str:
    """Return the interval of an estimate in per cent.

    >>> span(Estimate.around(0.7, 0.1))
    '57-83%'
    """
    return f"{100.0 * estimate.low:.0f}-{percent(estimate.high)}"


def answers_told(found: Statistics) -> Text:
    """Say how much was answered."""
    share = percent(found.right / max(found.attempts, 1))
    answers = "1 answer" if found.attempts == 1 else f"{found.attempts} answers"
    return Text(
        f"解答 {found.attempts} 件（正解 {share}）、{found.families} 題のうち {found.seen} 題を経験",
        f"{answers} ({share} right), {found.seen} of {found.families} questions seen",
    )


def readiness_told(found: Statistics) -> list[Text]:
    """Say whether it would be enough today."""
    ready = found.readiness
    words, result = ready.words, ready.result
    if ready.probability is None or result is None:
        return [Text(f"試験: {words.ja}", f"Exam: {words.en}")]
    return [
        Text(
            f"合格の見込み {likelihood(ready.probability)}: {words.ja}",
            f"Probability to pass {likelihood(ready.probability)}: {words.en}",
        ),
        Text(
            f"いま受けたときの得点の予想 {percent(result.value)}（{span(result)}）",
            f"expected result today {percent(result.value)} ({span(result)})",
        ),
    ]


def outlook_told(outlook: Outlook, found: Statistics) -> list[Text]:
    """Say what an exam on a day promises; nothing while too little is known for a number."""
    left = (outlook.exam - found.today).days
    head = Text(
        f"{outlook.exam.isoformat()} の試験まであと {left} 日",
        f"{left} day{'' if left == 1 else 's'} to the exam on {outlook.exam.isoformat()}",
    )
    if outlook.probability is None:
        return [head]
    return [
        head,
        Text(
            f"この調子（1 日 {outlook.daily:.0f} 問）なら得点の予想 {percent(outlook.steady.value)}"
            f"（{span(outlook.steady)}）、合格の見込み {likelihood(outlook.probability)}",
            f"at this pace ({outlook.daily:.0f} a day): {percent(outlook.steady.value)} ({span(outlook.steady)}),"
            f" probability to pass {likelihood(outlook.probability)}",
        ),
        Text(f"解かずにいると {percent(outlook.idle.value)}", f"without practice: {percent(outlook.idle.value)}"),
    ]


_STATES: dict[IdeaState, Text] = {
    "once": Text("答えに合う考え違い", "fits an answer"),
    "tendency": Text("くせかもしれません", "you tend to this"),
    "settled": Text("もう出ていません", "sits now"),
}


def idea_told(shown: IdeaShown, question_set: QuestionSet) -> Text:
    """Say of an idea how often it has shown, and what may be said of it."""
    words = question_set.course.ideas.get(shown.idea, Text.both(shown.idea))
    state, day = _STATES[shown.state], f"{shown.last.month}/{shown.last.day}"
    times = "once" if shown.count == 1 else f"{shown.count} times"
    families = f"{len(shown.families)} question{'' if len(shown.families) == 1 else 's'}"
    return Text(
        f"{state.ja}: 「{words.ja}」 {shown.count} 回（{len(shown.families)} 題、最後は {day}）",
        f'{state.en}: "{words.en}" {times} ({families}, last {shown.last.day} {_MONTHS[shown.last.month - 1]})',
    )


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SLOW = 1.2
"""A topic in which answers take so many times what is expected is named."""


def pace_told(found: Statistics, question_set: QuestionSet) -> list[Text]:
    """Say how the time taken compares with the questions' minutes, and in which topics it differs most."""
    if found.pace is None:
        return []
    told = [Text(f"目安の {found.pace:.1f} 倍の時間で解いています", f"{found.pace:.1f} times the expected time")]
    paces = [(topic.pace, topic.topic) for topic in found.topics if topic.pace is not None]
    slow = sorted((pace, topic) for pace, topic in paces if pace >= max(SLOW * found.pace, SLOW))
    if slow:
        named = [question_set.course.section_title(topic) for _, topic in reversed(slow[-2:])]
        told.append(
            Text(
                f"時間がかかる分野: {'、'.join(title.ja for title in named)}",
                f"slowest in: {'; '.join(title.en for title in named)}",
            )
        )
    return told


def topic_told(one: TopicState, question_set: QuestionSet) -> Text:
    """Say in one line what a bar and the numbers beside it show of a topic."""
    title, share = question_set.course.section_title(one.topic), percent(one.mastery.value)
    return Text(
        f"{title.ja}: {share}（{span(one.mastery)}）、{one.families} 題のうち {one.seen} 題を経験",
        f"{title.en}: {share} ({span(one.mastery)}), {one.seen} of {one.families} questions seen",
    )


def days_told(found: Statistics, since: date) -> Text:
    """Say what a calendar shows: how many answers on how many days."""
    counts = [count.attempts for day, count in found.days.items() if since <= day <= found.today]
    return Text(
        f"{since.isoformat()} から {len(counts)} 日で {sum(counts)} 件の解答",
        f"{counted(sum(counts), 'answer')} on {counted(len(counts), 'day')} since {since}",
    )


def trend_told(shares: list[float]) -> Text:
    """Say what a line of shares shows: the first, the last, over how many days."""
    first, last = percent(shares[0]), percent(shares[-1])
    return Text(
        f"正解率: 初め {first}、最後 {last}（{len(shares)} 日分）",
        f"share right: first {first}, last {last} ({counted(len(shares), 'day')})",
    )


def trend(found: Statistics, most: int) -> list[float]:
    """Return the share of right answers on the last days with answers, oldest first."""
    days = sorted(found.days)[-most:]
    return [found.days[day].right / found.days[day].attempts for day in days]
