"""Comments against the code beside them: the value that a comment names, the option, the product of sizes.

A comment that tells of a change, of a default or of a choice says nothing of the value that stands there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called, name_of
from quiz.report.code.printed_code import Block, Comment
from quiz.report.code.tree_nodes import nodes_in

_NUMBER: Final = late(
    r"(?<![A-Za-z0-9_.])(?P<value>\d+(?:\.\d+)?(?:e-?\d+)?)(?P<percent>\s*(?:%|パーセント|percent))?(?![A-Za-z0-9_.]|\s*[/^*])",
    re.I,
)
_CHANGED: Final = late(
    r"変更|変え|増や|減ら|から|より|以上|以下|未満|まで|程度|約|くらい|ぐらい|前後|など|例|元|もと|デフォルト|初期設定|通常|普通|一般"
    r"|推奨|だと|場合|なら|試|比較|ごと|毎|おき|につき|に\s*1\s*回|→|->|=>|⇒|〜|~|-\s*\d|または|か\s*\d|/|倍|番|層目|章|節|枚|次元|行|列"
    r"|ページ|change|from|default|original|was|were|usual|try|e\.g|example|about|around|than|at least|at most|every"
    r"|each|\bor\b|version|ch\.|sec|times",
    re.IGNORECASE,
)
_QUANTITIES: Final = tuple(
    (late(said, re.IGNORECASE), late(rf"(?:{name})\Z", re.IGNORECASE))
    for said, name in (
        (r"学習率|学習係数|learning.?rate|\blr\b", r"lr|learning_?rate|eta|alpha|epsilon"),
        (r"バッチ(?:の)?(?:サイズ|数|の大きさ)|batch.?size", r"(?:mini_?)?batch_?(?:size|num)"),
        (r"エポック|epochs?", r"(?:n_?|num_?|max_?)?epochs?(?:_?num)?"),
        (r"繰り返し|反復|イテレーション|iterations?", r"iters?_?num|n_?iters?|num_?iters?|iterations?|max_iter"),
        (r"慣性|モメンタム|モーメンタム|momentum", r"momentum|mu"),
        (r"ドロップアウト|dropout", r"(?:dropout_?)?(?:ratio|rate|prob)|dropout"),
        (r"正則化|荷重減衰|weight.?decay|regulari[sz]ation|ラムダ|λ", r"\w*(?:weight_decay|lambda|lam|lmd)\w*"),
        (r"隠れ層|中間層|hidden", r"(?:n_?)?hidden(?:_?layer)?_?(?:size|units?|dim|nodes?)"),
        (r"入力(?:層|サイズ|数|次元)|input", r"(?:n_?)?input_?(?:layer_)?(?:size|dim|units?)"),
        (r"出力(?:層|サイズ|数|次元)|クラス数|output", r"(?:n_?)?output_?(?:layer_)?(?:size|dim|units?)"),
        (r"ストライド|stride", r"strides?"),
        (r"パディング|padding|\bpad\b", r"pad(?:ding)?"),
    )
)
"""Quantities: the words of a comment for it, and the names that code gives it."""
_PRODUCT: Final = late(
    r"(?<![\d.A-Za-z_×*+\-/])(\d{1,5}(?:\s*[x×*✕]\s*\d{1,5}){1,3})\s*(?:=|＝|→)\s*(\d{1,9})(?![\d.]|\s*[x×*+\-/])"
)
_METHODS: Final = {
    "activation": {
        "sigmoid": r"sigmoid|シグモイド", "relu": r"(?<![a-z])relu|ランプ関数", "tanh": r"tanh|双曲線正接",
        "softmax": r"softmax|ソフトマックス",
    },
    "initialization": {"xavier": r"xavier|ザビエル|グロロ", "he": r"(?<![a-z])he(?![a-z])"},
    "optimizer": {
        "sgd": r"(?<![a-z])sgd|確率的勾配降下", "momentum": r"momentum|モメンタム|モーメンタム", "adagrad": r"adagrad",
        "rmsprop": r"rmsprop", "adam": r"(?<![a-z])adam(?![a-z])",
    },
    "penalty": {"l1": r"(?<![a-z])l1(?![a-z0-9])|lasso|ラッソ", "l2": r"(?<![a-z])l2(?![a-z0-9])|ridge|リッジ"},
    "loss": {
        "cross-entropy": r"交差エントロピー|クロスエントロピー|cross.?entropy",
        "squared error": r"[二2]乗(?:和)?誤差|squared.?error|(?<![a-z])mse(?![a-z])",
    },
    "pooling": {
        "max pooling": r"max.?pool|最大値?プーリング|マックスプーリング",
        "average pooling": r"average.?pool|avg.?pool|平均値?プーリング",
    },
}  # fmt: skip
"""Choices that code makes by a name, with the words for each."""
_TURNED: Final = late(r"\s*[\w.\[\]'\"]+ =- \S.*(?:grad|d[WwBb]\b|lr|learning_rate)")
_STATISTICS: Final = {
    "mean": late(r"(?:ミニバッチの)?平均(?:値)?(?:を?計算)?|mean|average", re.IGNORECASE),
    "var": late(r"(?:ミニバッチの)?分散(?:を?計算)?|variance", re.IGNORECASE),
    "std": late(r"(?:ミニバッチの)?標準偏差(?:を?計算)?|standard deviation", re.IGNORECASE),
}
_STATISTIC_NAMES: Final = {
    "mean": Text("平均", "mean"),
    "var": Text("分散", "variance"),
    "std": Text("標準偏差", "standard deviation"),
}
_POOLED: Final = {"max": "max pooling", "amax": "max pooling", "mean": "average pooling"}
"""What takes one value of each window, for a comment that speaks of pooling."""
_OPEN: Final = late(
    r"ではな|じゃな|でな|代わ|かわり|変更|変え|より|比|または|か[?？]|もし|試|しよう|違|以外|前|後|元|誤(?!差)|だめ|ダメ|NG|なら|場合"
    r"|使わな|不要|でも|次|instead|not\b|n't|unlike|replace|change|than|or\b|if\b|try|other|before|after|was\b|todo|without"
    r"|compare|vs",
    re.IGNORECASE,
)


def comments_against_code(block: Block) -> Iterator[Broken]:
    """Yield the comments of a block that the code beside them contradicts."""
    assert block.tree is not None
    beside = {comment.line: comment for comment in block.comments if not comment.alone}
    above = {comment.line: comment for comment in block.comments if comment.alone}
    for node in nodes_in(block.tree):
        if (
            not isinstance(node, ast.Assign | ast.Return | ast.Expr | ast.AugAssign | ast.AnnAssign)
            or node.value is None
        ):
            continue
        comments = [beside[line] for line in (node.end_lineno or node.lineno,) if line in beside]
        if not comments and node.lineno - 1 in above and node.lineno - 2 not in above:
            comments = [above[node.lineno - 1]] if _is_alone(block, node) else []
        for comment in comments:
            yield from _value(node, comment)
            yield from _option_value(node, comment)
            yield from _statistic(node, comment)
            yield from _choice(node, comment)
    for comment in block.comments:
        yield from _products(comment)


def turned_operators(block: Block) -> Iterator[Broken]:
    """Yield where ``w =- a`` assigns the negative of what was to be subtracted."""
    assert block.tree is not None
    for node in nodes_in(block.tree):
        if isinstance(node, ast.Assign) and _TURNED.match(block.lines[node.lineno - 1]):
            yield Broken(node.lineno, "assigns-the-negative", {"name": ast.unparse(node.targets[0])})


def _is_alone(block: Block, node: ast.stmt) -> bool:
    """Return whether a comment above a statement speaks of it only: what follows is blank, or another comment."""
    following = (node.end_lineno or node.lineno) + 1
    if following > len(block.lines):
        return True
    text = block.lines[following - 1].strip()
    return not text or text.startswith("#")


def _value(node: ast.stmt, comment: Comment) -> Iterator[Broken]:
    """A comment that names a quantity and its value, beside a line that gives that quantity another value."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant | ast.UnaryOp):
        return
    name, value = name_of(node.targets[0]), node.value
    if name is None or not isinstance(value, ast.Constant) or isinstance(value.value, bool | str):
        return
    if not isinstance(value.value, int | float):
        return
    words = normalize(comment.text)
    if _CHANGED.search(words) or not any(said.search(words) and own.match(name) for said, own in _QUANTITIES):
        return
    if sum(1 for said, _ in _QUANTITIES if said.search(words)) > 1:
        return
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1 or len(re.findall(r"\d+", words)) != len(re.findall(r"\d+", numbers[0][0])):
        return
    said = float(numbers[0]["value"])
    shares = {said / 100} if numbers[0]["percent"] else {said}
    if all(abs(share - value.value) > 1e-9 * max(1, abs(share)) for share in shares):
        yield Broken(node.lineno, "comment-value", {"said": numbers[0][0].strip(), "done": ast.unparse(value)})


def _option_value(node: ast.stmt, comment: Comment) -> Iterator[Broken]:
    """A comment that names a quantity and its value, beside a call that is given another one by that name."""
    words = normalize(comment.text)
    said = [own for words_of, own in _QUANTITIES if words_of.search(words)]
    numbers = list(_NUMBER.finditer(words))
    if len(said) != 1 or len(numbers) != 1 or _CHANGED.search(words) or numbers[0]["percent"]:
        return
    value = getattr(node, "value", None)
    if not isinstance(value, ast.Call) or len(re.findall(r"\d+", words)) != len(re.findall(r"\d+", numbers[0][0])):
        return
    given = [part.value for part in nodes_in(value) if isinstance(part, ast.Constant)]
    named = [
        keyword.value.value
        for keyword in value.keywords
        if said[0].match(keyword.arg or "") and isinstance(keyword.value, ast.Constant)
    ]
    wanted = float(numbers[0]["value"])
    if len(named) == 1 and isinstance(named[0], int | float) and not isinstance(named[0], bool) and wanted not in given:
        yield Broken(node.lineno, "comment-value", {"said": numbers[0][0].strip(), "done": repr(named[0])})


def _statistic(node: ast.stmt, comment: Comment) -> Iterator[Broken]:
    """A comment that names a mean, a variance or a standard deviation, beside the computation of another one."""
    value = getattr(node, "value", None)
    if not isinstance(node, ast.Assign) or not isinstance(value, ast.Call):
        return
    name, owner = called(value)
    inside = owner if owner is not None else next(iter(value.args), None)
    said = {word for word, pattern in _STATISTICS.items() if pattern.fullmatch(normalize(comment.text).strip("。. "))}
    if name in _STATISTICS and isinstance(inside, ast.Name) and len(said) == 1 and said != {name}:
        shown = _STATISTIC_NAMES
        yield Broken(node.lineno, "comment-option", {"said": shown[next(iter(said))], "done": shown[name]})


def _products(comment: Comment) -> Iterator[Broken]:
    """A product of sizes and its result, which may be another number: 28x28=748."""
    for found in _PRODUCT.finditer(normalize(comment.text)):
        factors = [int(part) for part in re.findall(r"\d+", found[1])]
        result = 1
        for factor in factors:
            result *= factor
        values = {"product": "×".join(map(str, factors)), "said": found[2], "result": str(result)}
        yield Broken(comment.line, "comment-product" if result != int(found[2]) else "comment-product-right", values)


def _choice(node: ast.stmt, comment: Comment) -> Iterator[Broken]:
    """A comment that names one of several methods, beside a line that calls another one of them."""
    words = normalize(comment.text)
    if _OPEN.search(words):
        return
    done_by_kind = _choices_of(node)
    for kind, choices in _METHODS.items():
        said = {name for name, pattern in choices.items() if re.search(pattern, words, re.IGNORECASE)}
        done = done_by_kind.get(kind, set())
        if len(said) == 1 and len(done) == 1 and said != done:
            yield Broken(node.lineno, "comment-option", {"said": next(iter(said)), "done": next(iter(done))})


def _choices_of(node: ast.stmt) -> dict[str, set[str]]:
    """Return the methods that a statement names: ``relu(u)``, ``activation='relu'``, ``Adam()``."""
    named: list[str] = []
    value = getattr(node, "value", node)
    for part in nodes_in(value):
        if isinstance(part, ast.Call):
            name, _ = called(part)
            named.append(name)
            for keyword in part.keywords:
                if isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str):
                    named.append(keyword.value.value)
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        named.append(node.value.value)
    found: dict[str, set[str]] = {}
    if isinstance(value, ast.Call) and called(value)[0] in _POOLED and len(value.args) <= 2:
        found["pooling"] = {_POOLED[called(value)[0]]}
    for kind, choices in _METHODS.items():
        for name, pattern in choices.items():
            plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", " ".join(named)) + " " + " ".join(named)
            if re.search(pattern, plain.replace("_", " "), re.IGNORECASE):
                found.setdefault(kind, set()).add(name)
    return found
