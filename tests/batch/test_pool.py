"""The pool of processes: workers that die, hang or can't begin, and what becomes of their calls."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from callscore import Pipeline
from callscore.batch import Failure, Task
from callscore.batch.outcomes import Lost
from callscore.batch.pool import Pool
from callscore.batch.seats import describe_exit
from callscore.batch.worker import forget_lines
from callscore.errors import ConfigError
from callscore.testing import make_call


def work(task: Task) -> object:
    """Does what the task's path says."""
    action, _, place = task.path.partition(":")
    if action == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if action == "die-once":
        if not Path(place).exists():
            Path(place).touch()
            os._exit(3)
        return "second time"
    if action == "hang":
        time.sleep(60)
    if action == "lose":
        raise Lost("the recogniser went away")
    if action == "unpicklable":
        return lambda: None
    if action == "raise":
        raise ValueError("by design")
    return task.path.upper()


def do(pool: Pool, *paths: str) -> dict[str, object]:
    tasks = [Task(path, str(number)) for number, path in enumerate(paths)]
    return {result.path if isinstance(result, Failure) else str(result): result for result in pool(work, tasks)}


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_its_call_named_after_a_second_try(tmp_path: Path) -> None:
    marker = tmp_path / "once"
    results = do(Pool(2), "a", "die", "b", f"die-once:{marker}", "lose", "unpicklable", "raise", "c")
    assert {"A", "B", "C", "second time"} <= set(results)
    died, lost = results["die"], results["lose"]
    assert isinstance(died, Failure)
    assert isinstance(lost, Failure)
    assert died.kind == "WorkerDied"
    assert died.error.startswith("die: the process that scored it died (killed by SIGKILL")
    assert "the recogniser went away, twice" in lost.error
    for path in ("unpicklable", "raise"):
        failed = results[path]
        assert isinstance(failed, Failure)
        assert failed.kind != "WorkerDied"
    assert len(results) == 8


@pytest.mark.slow
def test_a_call_that_takes_too_long_is_stopped_and_the_rest_goes_on() -> None:
    results = do(Pool(1, timeout=4.0), "hang", "a")
    failed = results["hang"]
    assert isinstance(failed, Failure)
    assert failed.kind == "TimedOut"
    assert "4 s" in failed.error
    assert "A" in results


@pytest.mark.slow
def test_a_worker_is_replaced_after_some_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callscore.batch.pool.CALLS_PER_WORKER", 2)
    processes = [str(result) for result in Pool(1)(who, [Task(str(n), str(n)) for n in range(5)])]
    assert [processes.count(each) for each in dict.fromkeys(processes)] == [2, 2, 1]


def test_a_worker_remembers_nothing_of_calls_for_good() -> None:
    """Whatever else callscore keeps at the top of its modules is of no call: patterns, lexicons, models."""
    from callscore.language import parsing, phrasing, verdicts

    call = make_call("agent: You never pay on time, do you?", "customer: I do.")
    before = Pipeline()(call).to_dict()
    assert verdicts._known
    assert phrasing._kept
    assert parsing.parse.cache_info().currsize
    loaded = parsing.tokenizer()
    forget_lines()
    assert not verdicts._known
    assert not phrasing._kept
    assert not parsing.parse.cache_info().currsize
    assert parsing.tokenizer() is loaded
    assert Pipeline()(call).to_dict() == before


def who(task: Task) -> int:
    return os.getpid()


def when(task: Task) -> float:
    print(f"did {task.name}")
    return time.monotonic()


@pytest.mark.slow
def test_whoever_takes_the_results_may_be_long_about_it(capfd: pytest.CaptureFixture[str]) -> None:
    """The worker goes on meanwhile, a call that was in time is not late, and what it printed is there in the end."""
    results = Pool(1, timeout=1.0)(when, [Task("a", "a"), Task("b", "b")])
    next(results)
    time.sleep(1.5)
    taken_up = time.monotonic()
    assert next(results) < taken_up - 0.5
    results.close()
    assert capfd.readouterr().out == "did a\ndid b\n"


def test_no_task_starts_no_worker() -> None:
    assert do(Pool(2)) == {}


def test_work_that_cannot_be_sent_says_so_in_a_line() -> None:
    with pytest.raises(ConfigError, match=r"can't be sent to another process.*workers=1"):
        list(Pool(2)(lambda task: task, [Task("a", "a")]))


@pytest.mark.parametrize(
    ("code", "words"),
    [(-9, "killed by SIGKILL, out of memory perhaps"), (-11, "killed by SIGSEGV"), (1, "exit code 1")],
)
def test_the_end_of_a_process_in_words(code: int, words: str) -> None:
    assert describe_exit(code) == words
