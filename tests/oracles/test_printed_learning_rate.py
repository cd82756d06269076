"""Batches, learning rates and the shape of the error: solved again from the printed Japanese stems alone."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import numpy as np
from printed_stems import DECIMAL, hold_choice, hold_matching, hold_numbers, printed
from printed_tables import hold_figures


def test_the_noise_of_a_mean_gradient() -> None:
    for question in printed("gradient-noise-batch"):
        assert "互いに独立に選ばれ、1 回の更新には、その勾配の平均を使います" in question.stem
        if "標準偏差はいくつになりますか" in question.stem:
            spread, batch = question.number("勾配の標準偏差は "), int(question.number("大きくして "))
            variance = sum([spread**2] * batch, Fraction(0)) / batch**2
            hold_numbers(question, [math.sqrt(variance)], 4)
        else:
            batch, share = int(question.number("バッチサイズは ")), int(question.number("標準偏差を "))
            assert "分の 1 にするには" in question.stem
            larger = next(size for size in range(batch, 10**6) if Fraction(batch, size) == Fraction(1, share) ** 2)
            hold_numbers(question, [larger], 0)


def test_a_rate_that_keeps_what_the_rule_keeps() -> None:
    for question in printed("lr-batch-scaling"):
        before, rate = map(Fraction, question.found(rf"バッチサイズ ({DECIMAL})、学習率 ({DECIMAL}) で"))
        after = question.number("SGD を、バッチサイズ ")
        if question.stem.count("線形則"):
            kept = rate / before
            hold_figures(question, [kept * after])
        else:
            assert "平方根則" in question.stem
            kept = rate**2 / before
            hold_figures(question, [math.sqrt(kept * after)])


def test_schedules_epoch_by_epoch() -> None:
    for question in printed("lr-schedule-value"):
        rate, epoch = question.number("での値）を "), int(question.number("\n\nエポック "))
        if "階段状" in question.stem:
            factor, every = (
                question.number("学習率を (?=.{1,6}倍にすることを)"),
                int(question.number("倍にすることを、")),
            )
            assert question.number("最初に変わるのはエポック ") == every
            for now in range(1, epoch + 1):
                rate *= factor if now % every == 0 else 1
            hold_figures(question, [rate])
        elif "指数的な減衰" in question.stem:
            factor = question.number("学習率を、1 エポックごとに ")
            for _ in range(epoch):
                rate *= factor
            hold_figures(question, [rate])
        elif "余弦" in question.stem:
            assert "最小値 + (初期値 − 最小値) × (1 + cos(πt/T)) ÷ 2 とします" in question.stem
            least, period = float(question.number("。最小値は ")), int(question.number("、T は "))
            turned = np.exp(1j * np.pi * epoch / period).real
            hold_figures(question, [least + (float(rate) - least) * (1 + turned) / 2])
        else:
            assert "逆数的な減衰" in question.stem
            (slope,) = question.found(rf"初期値 ÷ \(1 \+ ({DECIMAL})t\) とします")
            hold_figures(question, [rate / (1 + Fraction(slope) * epoch)])


def test_warm_up_and_half_a_period_of_the_cosine() -> None:
    for question in printed("lr-warmup-cosine"):
        warm, whole = int(question.number("（.W=")), int(question.number(r"\$T="))
        peak, now = question.number(r"、\$\\eta="), int(question.number(r"\n\n\$t="))
        assert 0 < now < whole
        if now <= warm:
            hold_figures(question, [peak * Fraction(now, warm)])
        else:
            turned = np.exp(1j * np.pi * (now - warm) / (whole - warm)).real
            hold_figures(question, [float(peak) * (1 + turned) / 2])


def test_critical_points_by_eigenvalues() -> None:
    for question in printed("hessian-critical-point"):
        (rows,) = question.found(r"pmatrix\}=\\begin\{pmatrix\}(.*?)\\end")
        values = np.linalg.eigvalsh([[float(part) for part in row.split("&")] for row in rows.split(r"\\")])
        if min(values) < -1e-9 and max(values) > 1e-9:
            named = "鞍点"
        elif min(abs(values)) < 1e-9:
            named = "ヘッセ行列だけでは判定できない"
        else:
            named = "極小点" if min(values) > 0 else "極大点"
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


def test_the_best_rate_in_a_valley_among_all_crossings() -> None:
    """The larger of two factors |1 - rate * eigenvalue| is least where both are the same, or where one is 0."""
    for question in printed("condition-number-valley"):
        low, high = question.number(r"\$m="), question.number(r"\$L=")

        def slower(rate: Fraction, low: Fraction = low, high: Fraction = high) -> Fraction:
            return max(abs(1 - rate * low), abs(1 - rate * high))

        rates = [1 / low, 1 / high, 2 / (low + high)]
        best = min(rates, key=slower)
        nearby = [best * Fraction(step, 1000) for step in range(1, 3000)]
        assert slower(best) <= min(map(slower, nearby))
        hold_figures(question, [max(low, high) / min(low, high), best, slower(best)])


def test_which_learning_a_statement_is_about() -> None:
    for question in printed("batch-mode-match"):
        examples, batch = int(question.number("^")), int(question.number("バッチサイズは "))
        used = {"オンライン学習": 1, "ミニバッチ学習": batch, "バッチ学習": examples}

        def fits(statement: str, mode: str, used: dict[str, int] = used, examples: int = examples) -> bool:
            size = used[mode]
            if found := re.fullmatch(r"1 エポックに (\d+) 回(だけ)?更新する", statement):
                return len(range(0, examples, size)) == int(found[1])
            if found := re.fullmatch(r"1 回の更新に(、最後を除いて)? (\d+) 個のデータの勾配(だけ)?を使う", statement):
                return size == int(found[2])
            return {
                "更新ごとの勾配のばらつきが、3 つの中で最も大きい": size == 1,
                "勾配のばらつきは残るが、データ 1 個ずつの場合より小さい": 1 < size < examples,
                "データの順番を変えても、更新の結果は変わらない": size == examples,
            }[statement]

        hold_matching(question, fits)
