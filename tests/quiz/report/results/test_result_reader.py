"""A result and its run: by the program above it, by a label, by what the sentence names; and where there is no run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.results.result_reader import StatedResult
from quiz.report.results.run_verdicts import unmeasured

Found = Callable[[str], list[StatedResult]]
Program = Callable[..., str]


def commands(results: list[StatedResult]) -> list[str]:
    return [result.command for result in results]


@pytest.mark.parametrize(
    ("given", "run"),
    [
        ({}, "sigmoid-gauss"),
        ({"activation": "relu"}, "relu-gauss"),
        ({"init": "Xavier"}, "sigmoid-xavier"),
        ({"activation": "relu", "init": "He"}, "relu-he"),
        ({"activation": "relu", "init": "relu"}, "relu-he"),  # the notebook's other name for it
        ({"activation": "relu", "hidden": "30, 15"}, "relu-gauss-30-15"),
        ({"hidden": "40,"}, "sigmoid-gauss-40"),
        ({"more": ", use_batchnorm=True"}, "sigmoid-gauss-bn"),
    ],
)
def test_the_program_above_names_the_run(found: Found, program: Program, given: dict[str, str], run: str) -> None:
    assert commands(found(program(**given) + "結果: テストの精度は80%になった。")) == [f"quiz lab {run}"]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("```\nnetwork = SimpleConvNet(input_dim=(1, 28, 28))\n```\n検証データの正解率は97%になった。", "cnn"),
        ("```\nnetwork = DeepConvNet()\n```\nテストの精度は98%になった。", "cnn-deep"),
        ("実装演習（2_6_simple_convolution_network.ipynb）\n\n- テストの精度は96%だった\n- ほかの話", "cnn"),
        ("- 深い畳み込みネットワークで数字を学習\n\n### 考察\n- 検証データの正解率は98%を超えたとみられる", "cnn-deep"),
        ("## 6層のCNN\n・6層のCNNで98%の精度を得た。", "cnn-deep"),
        ("- 深い畳み込みで学習\n\n- 訓練の正解率は99%超で単純な畳み込みと同程度であるが、良い結果になった", "cnn-deep"),
    ],
)
def test_a_convolutional_network_is_known_by_its_class_notebook_or_depth(found: Found, text: str, run: str) -> None:
    assert commands(found(text)) == [f"quiz lab {run}"]


@pytest.mark.parametrize(
    "text",
    [
        "```\nnetwork = DoubleConvNet()\n```\nテストの精度は98%になった。",
        "CNNでテストの精度は98%になった。",
        "2層の畳み込みでは、テストの精度は98%になった。",
    ],
)
def test_a_convolutional_network_that_no_run_has_is_left_alone(found: Found, text: str) -> None:
    assert found(text) == []


def test_the_result_of_a_convolutional_network_is_none_of_the_dense_one_above(found: Found, program: Program) -> None:
    assert found(program() + "CNNでは、テストの精度は98%になった。") == []
    assert found(program() + "## 畳み込みニューラルネットワーク\nテストの精度は98%になった。") == []


@pytest.mark.parametrize(
    "given",
    [
        {"activation": "tanh"},
        {"init": "0.5"},
        {"hidden": "100, 100, 100"},
        {"more": ", weight_decay_lambda=0.1"},
        {"more": ", use_dropout=True"},
    ],
)
def test_a_network_that_no_run_has_is_left_alone(found: Found, program: Program, given: dict[str, str]) -> None:
    assert found(program(**given) + "学習がまったく進まなかった。") == []


@pytest.mark.parametrize("line", ["optimizer = Adam(lr=0.001)", "v[key] = momentum * v[key]", "learning_rate = 0.01"])
def test_another_way_of_training_is_another_run(found: Found, program: Program, line: str) -> None:
    assert found(program().replace("learning_rate = 0.1", line) + "学習がまったく進まなかった。") == []


def test_without_a_program_nothing_is_an_experiment(found: Found) -> None:
    assert found("sigmoid と N(0, 0.01) では学習がまったく進まなかった。") == []


def test_a_comment_builds_no_network(found: Found, program: Program) -> None:
    source = program().replace("net =", "# net = MultiLayerNet(10, hidden_size_list=[7], activation='relu')\nnet =")
    assert commands(found(source + "学習が進まなかった。")) == ["quiz lab sigmoid-gauss"]


def test_the_sentence_chooses_among_the_programs_above(found: Found, program: Program) -> None:
    source = program() + program(activation="relu")
    said = "sigmoid では学習が進まなかった。\n\nReLU では最後に精度が90%になった。\n\n精度は88%になった。"
    assert commands(found(source + said)) == ["quiz lab sigmoid-gauss", "quiz lab relu-gauss", "quiz lab relu-gauss"]


def test_a_label_above_chooses_too(found: Found, program: Program) -> None:
    source = program(activation="relu", hidden="30, 15") + program(activation="relu", hidden="60, 30")
    said = "[30, 15] の場合\n\n精度は89%になった。\n\n[60, 30] の場合\n\n精度は91%になった。"
    assert commands(found(source + said)) == ["quiz lab relu-gauss-30-15", "quiz lab relu-gauss-60-30"]


def test_what_names_two_networks_is_held_against_neither(found: Found, program: Program) -> None:
    assert found(program() + program(init="He") + "XavierもHeも精度が上昇した。") == []


def test_a_heading_announces_a_network(found: Found) -> None:
    assert commands(found("## sigmoid - He\n\n精度は89%になった。")) == ["quiz lab sigmoid-he"]


def test_a_comparison_names_both(found: Found, program: Program) -> None:
    (one,) = found(program(activation="relu", hidden="60, 30") + "[40, 20] のときより早く精度が上昇した。")
    assert (one.command, one.differs) == ("quiz lab compare relu-gauss-60-30 relu-gauss", 1)
    (one,) = found(program(hidden="40,") + "2層の時と比べて精度が改善した。")
    assert (one.command, one.differs) == ("quiz lab compare sigmoid-gauss-40 sigmoid-gauss", 1)


def test_a_comparison_in_two_settings_is_counted(found: Found, program: Program) -> None:
    source = program(init="Xavier") + program(activation="relu", init="He")
    one, reached = found(source + "XavierもHeも学習したが、特にHeは早い段階で精度が1.0に近くなった。")
    assert (one.runs, one.differs) == (("relu-he", "sigmoid-xavier"), 2)
    assert (reached.runs, reached.showed.value) == (("relu-he",), 1.0)


def test_a_quotation_and_a_far_program_say_nothing(found: Found, program: Program) -> None:
    assert found(program() + "> 学習が進まなかった。") == []
    assert found(program() + "\n" * 200 + "学習が進まなかった。") == []


def test_a_keras_program(found: Found) -> None:
    source = (
        "```\nJ = 128\nw = RandomNormal(mean=1, stddev=1)\nmodel = Sequential()\n"
        "model.add(Dense(input_dim=784, units=J, kernel_initializer=w))\nmodel.add(Activation('sigmoid'))\n"
        "model.add(Dense(units=10, kernel_initializer=w))\nmodel.compile(optimizer=Adam())\n```\n\n"
        "2 エポック目からは誤差が減らなくなった。"
    )
    assert commands(found(source)) == ["quiz lab keras-n11"]
    assert commands(found(source.replace("mean=1", "mean=0"))) == ["quiz lab keras-n01"]


def test_a_training_accuracy_of_one_mini_batch_is_told_with_its_line(found: Found, program: Program) -> None:
    loop = "```python\nacc_train = net.accuracy(x_batch, d_batch)\nacc_test = net.accuracy(x_test, d_test)\n```\n\n"
    said = "訓練データの精度は100%、テストデータの精度は90%になった。"
    train, test = found(program(activation="relu") + loop + said)
    assert (train.measured, test.measured) == ("acc_train = net.accuracy(x_batch, d_batch)", None)
    assert unmeasured(train)[0] == "imprecise"
    assert unmeasured(test)[0] == "needs-run"
    whole = loop.replace("x_batch, d_batch", "x_train, d_train")
    assert [one.measured for one in found(program(activation="relu") + whole + said)] == [None, None]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("訓練セットもテストセットも正解率が上がり、正解率は1.0に近くなった。", "imprecise"),
        ("訓練セットもテストセットも正解率が上がり、正解率は90%に近くなった。", "needs-run"),
        ("テストセットで正解率が上がり、正解率は1.0に近くなった。", "needs-run"),
    ],
)
def test_a_share_of_everything_on_both_sets_is_that_of_the_last_batch(
    found: Found, program: Program, said: str, verdict: str
) -> None:
    loop = "```python\nacc_train = net.accuracy(x_batch, d_batch)\nacc_test = net.accuracy(x_test, d_test)\n```\n\n"
    results = found(program(activation="relu") + loop + said)
    assert [unmeasured(one)[0] for one in results if one.showed.value is not None] == [verdict]
