"""Many responses: in order, by several processes, resumed, with one lost, over a cluster; always the same bytes."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.cli import main
from quiz.exchange import mass_grading
from quiz.exchange.mass_grading import Cluster, Here, Pool, Processes, grade_stream, graded_lines, shared_out

pytestmark = pytest.mark.thorough

SEEDS = range(1, 11)


def rows(count: int) -> list[str]:
    items = ("conv-output-size", "conv-param-count", "he-std", "no-such-item")
    answers = ("7x7", "0.1", "64", "ほげ", "", "1/4")
    return [
        json.dumps(
            {
                "student": f"佐藤{number}",
                "item": items[number % 4],
                "seed": SEEDS[number % 10],
                "response": answers[number % 6],
            },
            ensure_ascii=False,
        )
        for number in range(count)
    ]


def graded(lines: list[str], out: Path, processes: Processes, ahead: int = 3) -> bytes:
    try:
        grade_stream(iter(lines), out, processes, bank=None, ahead=ahead, told=lambda _: None)
    finally:
        processes.close()
    return out.read_bytes()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mass_grading, "CHUNK", 50)


def test_several_processes_give_the_bytes_of_one(tmp_path: Path) -> None:
    lines = rows(430)
    alone = graded(lines, tmp_path / "a", Here())
    assert graded(lines, tmp_path / "b", Pool(2)) == alone
    found = [json.loads(line) for line in alone.decode().splitlines()]
    assert [one["row"] for one in found] == list(range(1, 431))
    assert found[0]["student"] == "佐藤0"
    assert {one.get("verdict") for one in found} >= {"correct", "wrong", "unreadable", "unanswered", None} - {"correct"}
    assert all(("fault" in one) == (one["item"] == "no-such-item") for one in found)
    assert not any("response" in one for one in found)


@pytest.mark.parametrize("cut", [0, 1, 5000, 12345])
def test_a_second_run_goes_on_and_writes_nothing_twice(tmp_path: Path, cut: int) -> None:
    lines = rows(230)
    whole = graded(lines, tmp_path / "a", Here())
    (tmp_path / "b").write_bytes(whole[:cut])
    assert graded(lines, tmp_path / "b", Here()) == whole
    assert graded(lines, tmp_path / "b", Here()) == whole


@pytest.mark.parametrize("lanes", [1, 2, 3, 16])
def test_equal_questions_go_to_one_process_and_none_is_idle(lanes: int) -> None:
    def lines(seeds: int, count: int) -> list[str]:
        return [json.dumps({"item": "he-std", "seed": at % seeds, "response": str(at)}) for at in range(count)]

    many = lines(2000, 4000)
    shares = shared_out(many, lanes)
    assert sorted(place for share in shares for place in share) == list(range(4000))
    where = {place: lane for lane, share in enumerate(shares) for place in share}
    assert all(where[place] == where[place + 2000] for place in range(2000)), "the same seed, the same process"
    alike = shared_out(lines(1, 4000), lanes)
    assert max(map(len, alike)) - min(map(len, alike)) <= lanes, "one question alone keeps all of them busy"
    assert [place for share in alike for place in share] == list(range(4000))
    assert sum(map(len, shared_out(lines(5, 3), lanes))) == 3


def test_a_lost_process_loses_nothing(tmp_path: Path) -> None:
    lines = rows(600)
    alone = graded(lines, tmp_path / "a", Here())
    pool = Pool(2)

    def some() -> Iterator[str]:
        for number, line in enumerate(lines):
            if number == 350:
                victim = next(iter(pool.lanes[0].pool._processes.values()))
                os.kill(victim.pid, signal.SIGKILL)  # a process of our own pool
            yield line

    try:
        grade_stream(some(), tmp_path / "b", pool, bank=None, ahead=4, told=lambda _: None)
    finally:
        pool.close()
    assert (tmp_path / "b").read_bytes() == alone


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", "7", "{", '{"item": 1, "seed": 1, "response": "1"}', '{"item": "he-std", "seed": true}']
)
def test_what_is_no_row_is_told_in_its_place(line: str) -> None:
    (found,) = graded_lines(None, [(9, line)])
    assert json.loads(found)["row"] == 9
    assert "fault" in json.loads(found)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "this is no JSON"),
        ("[1]", "this is no JSON object"),
        ('{"item": "he-std"}', "without seed and response"),
        ('{"item": 1, "seed": 1, "response": "1"}', "item is no text"),
        ('{"item": "he-std", "seed": "x", "response": "1"}', "seed is no whole number"),
    ],
)
def test_a_fault_of_a_row_is_said_in_words(line: str, fault: str) -> None:
    (found,) = graded_lines(None, [(1, line)])
    assert json.loads(found) == {"row": 1, "fault": fault}


def test_the_command_takes_tables_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.csv").write_text(
        "student,item,seed,response\na,conv-output-size,3,1x1\nb,he-std,x,1\n", encoding="utf-8-sig"
    )

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["grade", *arguments, "--lang", "en"])
        shown = capsys.readouterr()
        return int(left.value.code or 0), shown.out, shown.err

    code, out, _ = call("m.csv", "-o", "out.jsonl", "--jobs", "1")
    assert (code, "(2 new, of which 1 can't be graded)" in out) == (2, True)
    found: list[dict[str, Any]] = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert found[0]["verdict"] == "wrong"
    assert "fault" in found[1]
    code, out, _ = call("m.csv", "-o", "out.jsonl", "--jobs", "1", "--format", "json")
    assert json.loads(out) == {"output": "out.jsonl", "rows": 2, "new": 0, "faults": 0}
    code, _, err = call("m.csv")
    assert (code, "-o m-graded.jsonl" in err) == (2, True)
    for name in ("g.csv", "g.CSV", "g.json", "g.xlsx"):
        code, _, err = call("m.csv", "-o", name)
        assert (code, "JSON Lines" in err, "-o g.jsonl" in err) == (2, True, True)
        assert not Path(name).exists()
    code, _, err = call("m.csv", "-o", "g.jsonl", "--key", "key.json")
    assert (code, "--key goes with a sheet" in err) == (2, True)
    for option in (("-o", "g.jsonl"), ("--jobs", "2"), ("--scheduler", "tcp://x")):
        code, _, err = call("sheet.json", "responses.json", *option)
        assert (code, "go with a file of many responses" in err) == (2, True)
    assert call("sheet.json")[0] == 2
    Path("bad.csv").write_text("a,b\n1,2\n")
    code, _, err = call("bad.csv", "-o", "o")
    assert (code, "lacks the columns" in err) == (2, True)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="distributed isn't installed")
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    tmp_path: Path, recwarn: pytest.WarningsRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask
    from distributed import LocalCluster

    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[3]))
    lines = rows(2000)
    alone = graded(lines, tmp_path / "a", Here())
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        pids = [worker.process.pid for worker in cluster.workers.values()]

        def some() -> Iterator[str]:
            for number, line in enumerate(lines):
                if number == 1000:
                    os.kill(pids[0], signal.SIGKILL)  # a worker of our own cluster
                yield line

        processes = Cluster(cluster.scheduler_address)
        told: Callable[[int], None] = lambda _: None  # noqa: E731
        try:
            grade_stream(some(), tmp_path / "b", processes, bank=None, ahead=4, told=told)
        finally:
            processes.close()
    assert (tmp_path / "b").read_bytes() == alone
