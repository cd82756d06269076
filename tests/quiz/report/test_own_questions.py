"""Reports that ask and answer in the learner's own words: each pair is one statement, judged like any other sentence.

The reports in ``asked_reports/held`` were written before any of this and left unread while it was made.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled_reports import Judged, course_checker, judged

from quiz.bank.claim_files import read_claims
from quiz.courses import open_course
from quiz.report.asked.asked_statements import as_statement
from quiz.report.asked.completed_rows import completed_rows
from quiz.report.asked.pairs import pairs_in
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.mentions import Mentions
from quiz.report.claims.passages import passages
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker
from quiz.report.rows import Row, rows_of

REPORTS = Path(__file__).parent / "asked_reports"
RECALL = {"known": 0.93, "held": 0.75}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return course_checker()


@pytest.fixture(scope="module")
def labelled(checker: Checker) -> dict[str, list[Judged]]:
    return {
        part: [row for path in sorted((REPORTS / part).glob("*.md")) for row in judged(path, checker)]
        for part in RECALL
    }


@pytest.mark.parametrize("part", RECALL)
def test_no_right_answer_is_called_wrong(labelled: dict[str, list[Judged]], part: str) -> None:
    assert [(row.place, row.text) for row in labelled[part] if row.falsely_wrong] == []


@pytest.mark.parametrize(("part", "most"), [("known", 0), ("held", 1)])
def test_hardly_a_wrong_answer_is_credited(labelled: dict[str, list[Judged]], part: str, most: int) -> None:
    assert len([row for row in labelled[part] if row.falsely_right]) <= most


@pytest.mark.parametrize("part", RECALL)
def test_most_answers_are_judged(labelled: dict[str, list[Judged]], part: str) -> None:
    stated = [row for row in labelled[part] if row.label != "none"]
    assert len(stated) >= 50
    assert sum(row.hit for row in stated) >= RECALL[part] * len(stated)


@pytest.mark.parametrize("part", RECALL)
def test_nothing_is_undecided_beside_a_verdict(labelled: dict[str, list[Judged]], part: str) -> None:
    assert [row.place for row in labelled[part] if "undecided" in row.found and len(row.found) > 1] == []


@pytest.mark.parametrize("part", RECALL)
def test_what_somebody_did_is_not_judged(labelled: dict[str, list[Judged]], part: str) -> None:
    silent = [row for row in labelled[part] if row.label == "none"]
    assert [row.place for row in silent if row.found & {"correct", "wrong", "imprecise"}] == []


def rows(text: str) -> list[Row]:
    return rows_of(Report("report.md", tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))))


def told(checker: Checker, text: str) -> list[Finding]:
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return checker.check(Report("report.md", lines))


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("- 鞍点とは?\n  - 極小でも極大でもない点", "鞍点とは?", "極小でも極大でもない点"),
        ("### 学習率とは何ですか?\n\n1歩の幅です。", "学習率とは何ですか?", "1歩の幅です。"),
        ("表：学習率とは?\n裏：1歩の幅", "学習率とは?", "1歩の幅"),
        ("「学習率とは?」→ 1歩の幅", "学習率とは?", "1歩の幅"),
        ("後輩：学習率とは?\n先輩：1歩の幅", "学習率とは?", "1歩の幅"),
        ("- What is a stride?\n  - -1 is no stride", "What is a stride?", "-1 is no stride"),
    ],
)
def test_questions_and_answers_in_every_layout(text: str, asked: str, answer: str) -> None:
    (pair,) = pairs_in(rows(text), [])
    assert (pair.asked, pair.row.plain[pair.start :]) == (asked, answer)


@pytest.mark.parametrize(
    "text",
    [
        "- 学習率とは?\n- 1歩の幅",  # two entries of one list
        "学習率とは?\n1歩の幅",  # nothing says that the second line answers
        "### 学習率とは何ですか?\n\n### 1歩の幅",
        "- 学習率とは?\n  - 1歩の幅とは?",
        "後輩：学習率とは?\n後輩：1歩の幅",
    ],
)
def test_what_answers_nothing_is_no_pair(text: str) -> None:
    assert list(pairs_in(rows(text), [])) == []


@pytest.mark.parametrize(
    ("asked", "answer", "sentence"),
    [
        ("じゃあ、学習率が小さいと?", "進みが遅い", "学習率が小さいと、進みが遅い。"),
        ("慣性を使う手法って何?", "モメンタム", "慣性を使う手法とは、モメンタム。"),
        ("h に足すのは何?", "勾配の2乗のほう", "h に足すのは勾配の2乗。"),
        ("h には何を足す?", "勾配の2乗", "h には勾配の2乗を足す。"),
        ("平均はどこで取る?", "バッチの中で取る", "平均はバッチの中で取る。"),
        ("深くすると勾配はどうなる?", "小さくなる", "深くすると勾配は小さくなる。"),
        ("画像には RNN と CNN のどっち?", "CNN", "画像にはCNN。"),
        ("RNN と CNN、画像向きなのは?", "CNN", "画像向きなのはCNN。"),
        ("RNN と CNN はどっちがどっち?", "RNN が系列、CNN が画像", "RNNは系列、CNNは画像。"),
        ("v=(3, 4) の和と積は?", "和が 7、積が 12", "v=(3, 4) の和は 7、積は 12。"),
        ("(3, 4) の和は?", "7", None),
        ("(3, 4) の L1 と L2 は?", "L1 が 7、L2 が 5", "x = (3, 4) の L1は 7、L2は 5。"),
        ("列ごとに割るのとは違う?", "違う", None),
        ("(3, 4) の最大は?", "4", "x = (3, 4) の最大は4。"),
        ("同じ値で始めてはいけない理由は?", "同じまま動くから", "同じ値で始めては、同じまま動く。"),
        ("同じ値にしてはいけないのはなぜ?", "同じまま動くから", "同じ値にすると、同じまま動く。"),
        ("正則化はなぜ要る?", "過学習を抑えるため", "正則化は、過学習を抑える。"),
        ("重みは消える?", "消えない", "重みは消えない。"),
        ("重みは消える?", "はい", "重みは消える。"),
        ("重みは消える?", "いいえ", "重みは消えない。"),
        ("重みは消えない?", "いいえ", None),
        ("重みは消える?", "小さくなるだけ", None),
        ("重みはある?", "ない", "重みはない。"),
        ("初期値は 0 でいい?", "よくない", "初期値は 0 でよくない。"),
        ("谷にはまらない?", "絶対にはまらない", "谷に絶対にはまらない。"),
        ("それは何?", "誤差", None),
        ("学習率は?", "今回は 0.1", None),
        ("学習率は?", "まだわからない", None),
        ("正しいのはどれ?", "2", None),
        ("Is stride 2 allowed?", "Yes", "Stride is 2 allowed."),
        ("Does a larger stride shrink the map?", "It does", "A larger stride does."),
        ("Is the slope negative for x < 0?", "No, it is zero", "The slope is zero for x < 0."),
        ("Which layer has no weights?", "The pooling layer", "The pooling layer has no weights."),
        ("How many weights does pooling have?", "None", "Pooling has no weights."),
        ("What is a stride?", "How far the filter moves", "Stride means how far the filter moves."),
        ("What is the sum of (1, 2)?", "3", "x = (1, 2): the sum is 3."),
        ("Why can't we start at zero?", "Because nothing would change", "If we start at zero, nothing would change."),
        ("Which rate did you take?", "I took 0.1", None),
    ],
)
def test_the_sentence_of_a_question_and_its_answer(asked: str, answer: str, sentence: str | None) -> None:
    assert as_statement(asked, answer) == sentence


def test_the_rest_of_an_answer_stands_behind_its_sentence() -> None:
    found = completed_rows(rows("- 学習率とは?\n  - 1歩の幅。図で見た。"), [])
    assert found[1].plain == "学習率とは、1歩の幅。図で見た。"
    assert found[1].line.text == "  - 1歩の幅。図で見た。"


@pytest.mark.parametrize(
    "text",
    [
        "**Q. バッチ正規化で過学習が抑えられるのはどんなとき？**\nA. ネットワークが白いとき。",
        "**Q. ストライドを大きくすると出力が小さくなるのは？**\nA. 青い画像。",
        "**Q. ReLU に He の初期値を使うのは？**\nA. 赤い本。",
    ],
)
def test_what_the_question_says_is_not_credited_to_the_answer(checker: Checker, text: str) -> None:
    assert [finding.verdict for finding in told(checker, text)] == ["undecided"]


def test_nothing_is_said_behind_what_is_not_known(checker: Checker) -> None:
    text = "**Q. Adam はどの手法より優れている？**\nA. {0}Adam は常にほかの手法より優れている。"
    assert "undecided" not in [finding.verdict for finding in told(checker, text.format(""))]
    assert [finding.verdict for finding in told(checker, text.format("わからない。"))] == ["undecided"]


def test_a_question_put_as_the_bank_puts_it_is_the_banks(checker: Checker) -> None:
    (found,) = told(checker, "**Q: What problem arises if all weights of a neural network start at 0?**\nA: L1.")
    assert found.item is not None
    assert found.item.id == "zero-init-consequence"


def test_an_answer_that_the_bank_cannot_read_may_state_something(checker: Checker) -> None:
    (found,) = told(checker, "# Quiz\n\n**Q: Which penalty makes weights exactly zero?**\nA: L1.")
    assert found.verdict == "correct"


def test_a_whole_sentence_has_no_title() -> None:
    base = read_claims(open_course().root)
    spelling = Spelling(base.spellings)
    read = completed_rows(rows("- ストライドとは?\n  - 動かす幅"), [])
    *_, last = passages(read, spelling, Mentions(base.entities, spelling))
    assert (last.title, last.text, last.asked) == ("", "ストライドとは,動かす幅。", "ストライドとは,...。")


def test_an_answer_is_told_once_with_the_verdict_of_its_sentence(checker: Checker) -> None:
    (finding,) = told(checker, "**Q. Ridge はどっちのノルム？**\nA. L1 ノルム。")
    assert (finding.kind, finding.verdict, finding.row.line.number) == ("answer", "wrong", 2)
    assert finding.row.plain == "L1 ノルム。" or finding.row.plain == "A. L1 ノルム。"


def test_a_minus_before_a_number_is_no_bullet(checker: Checker) -> None:
    (right,) = told(checker, "**Q. tanh の値の下限は？**\nA. -1。")
    assert right.verdict != "wrong"
    assert as_statement("負の側の値は?", "-x") == "負の側の値は-x。"


def test_the_key_of_a_like_question_is_not_held_against_ones_own(checker: Checker) -> None:
    own = "**Q. 重みを 0 にしやすいのは L1 と L2 のどっち？**\nA. 前者。"
    assert [finding.verdict for finding in told(checker, own)] == ["undecided"]
    one_of_two = "**Q. BN を入れたら過学習は？**\nA. ある程度は抑えられるが、主な狙いは学習の高速化。"
    assert {finding.verdict for finding in told(checker, one_of_two)} == {"correct"}


def test_working_before_a_size_is_no_other_size(checker: Checker) -> None:
    asked = "**Q. 9×9 の画像を 3×3 フィルタ、ストライド2、パディング0で畳み込むと？**\nA. (9−3)/2+1 で {0}"
    assert [finding.verdict for finding in told(checker, asked.format("4×4"))] == ["correct"]
    assert "correct" not in [finding.verdict for finding in told(checker, asked.format("3×3"))]
