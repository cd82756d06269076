"""Comments that say which layer a number is the size of, against the layer that the program gives it to.

And the comment that splits the test data, beside the call that loads the data in two parts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.code_rules import Broken
from quiz.report.code.code_trees import called
from quiz.report.code.printed_code import Block, Comment
from quiz.report.code.tree_nodes import nodes_in

Role = Literal["hidden", "output"]
_SIZE: Final = r"\s?(?:[a-z]?\d{1,2})?\s?の?(?:次元|サイズ|ノード数|ユニット数|ニューロン数|数|大きさ)"
_SAID: Final = {
    "hidden": late(
        rf"(?:隠れ|中間)層{_SIZE}|(?:size|dimension|units|number of (?:units|nodes)|nodes) (?:of|in) (?:the )?hidden"
        r"|hidden (?:layer )?(?:size|dimension|units|nodes)"
    ),
    "output": late(
        rf"出力層?{_SIZE}|クラス数|クラスの数|number of classes|output (?:layer )?(?:size|dimension|units|nodes)"
        r"|(?:size|dimension|units|nodes) (?:of|in) (?:the )?output"
    ),
}
_OPEN: Final = late(
    r"の出力|への|から|変|元は|もと|前|次の|でな|ではな|[?？]|→|->|\bnot\b|\bwas\b|instead|before|after|or\b"
)
_GIVES_NUMBER: Final = late(r"\w+\s*=\s*\d")
_NAMES: Final = {"hidden": Text("隠れ層", "a hidden layer"), "output": Text("出力層", "the output layer")}
_SPLITS: Final = late(
    r"テスト(?:用)?データを[「」a-z訓練学習用と]{2,12}テスト用?」?(?:データ)?(?:と)?に(?:分|わけ)"
    r"|split(?:s|ting)? (?:up )?the test data into (?:the )?train"
)
_DIVIDES: Final = frozenset({"load_data", "load_mnist", "train_test_split"})


def comments_on_sizes(block: Block) -> Iterator[Broken]:
    """Yield the comments of a block that call a size that of another layer, or split the wrong data."""
    assert block.tree is not None
    comments = block.comments
    if not comments:
        return
    yield from _of_splits(block, comments)
    roles = _roles(block.tree)
    if not roles:
        return
    for node in nodes_in(block.tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int()), lineno=line) if name in roles:
                comment = comment_of(block, line)
                words = normalize(comment.text).lower() if comment is not None else ""
                for said, pattern in _SAID.items():
                    if said != roles[name] and pattern.search(words) and not _OPEN.search(words):
                        values: dict[str, str | Text] = {
                            "name": name,
                            "said": _NAMES[said],
                            "done": _NAMES[roles[name]],
                        }
                        yield Broken(line, "comment-layer", values)
                        break


def comment_of(block: Block, line: int) -> Comment | None:
    """The comment that speaks of a line: beside it, or alone above it where no more numbers are given right below."""
    by_line = {comment.line: comment for comment in block.comments}
    if line in by_line:
        return by_line[line]
    above = by_line.get(line - 1)
    following = block.lines[line].strip() if line < len(block.lines) else ""
    return above if above is not None and above.alone and not _GIVES_NUMBER.match(following) else None


def _roles(tree: ast.Module) -> dict[str, Role]:
    """The names that a network's dense layers get their sizes by, each with the layer; none where one has two."""
    calls = [node for node in nodes_in(tree) if isinstance(node, ast.Call)]
    networks = sum(called(call)[0] == "Sequential" for call in calls)
    dense = [call for call in calls if called(call)[0] == "Dense"]
    layers: list[str] = []
    for call in sorted(dense, key=lambda call: (call.lineno, call.col_offset)):
        size = next((option.value for option in call.keywords if option.arg == "units"), None)
        size = call.args[0] if size is None and call.args else size
        layers.append(size.id if isinstance(size, ast.Name) else "")
    if networks != 1 or len(layers) < 2 or len(set(layers)) != len(layers):
        return {}
    roles: dict[str, Role] = {name: "hidden" for name in layers[:-1] if name}
    return {**roles, layers[-1]: "output"} if layers[-1] else roles


def _of_splits(block: Block, comments: tuple[Comment, ...]) -> Iterator[Broken]:
    assert block.tree is not None
    said = {comment.line for comment in comments if _SPLITS.search(normalize(comment.text).lower())}
    if not said:
        return
    for node in nodes_in(block.tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and called(node.value)[0] in _DIVIDES:
            place = said & {node.lineno, node.lineno - 1}
            if place:
                yield Broken(min(place), "comment-splits-test-data", {})
