"""A batch as people watch it: a bar in a terminal, another in a notebook, or a line of JSON for each call."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO, TYPE_CHECKING, Any

from callscore.batch.outcomes import Done, Failure
from callscore.batch.tally import Tally
from callscore.privacy.labels import mask_label, mask_line
from callscore.wording import clock

if TYPE_CHECKING:
    from callscore.batch.planning import Plan

__all__ = ["Watch", "json_lines", "notebook_bar", "plan_line", "suitable_bar", "summary", "terminal_bar"]

Watch = Callable[[Tally, Done | Failure | None], None]
"""Called with the counts before the first call (outcome None), and after each with what became of it."""

HOUR = 3600.0


def suitable_bar() -> AbstractContextManager[Watch]:
    """The bar that suits where this runs: a notebook, a terminal, or none where nobody watches."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return notebook_bar() if type(shell).__name__ == "ZMQInteractiveShell" else terminal_bar()


@contextmanager
def terminal_bar() -> Iterator[Watch]:
    """A bar on standard error with calls, audio hours, speed, time left and failures; gone when the block ends."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("scoring"), BarColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(tally: Tally, outcome: Done | Failure | None) -> None:
            total = max(tally.of_weight, 1.0)
            bar.update(task, completed=min(tally.done_weight, total), total=total, description=summary(tally))

        yield show


@contextmanager
def notebook_bar() -> Iterator[Watch]:
    """The same in a notebook cell."""
    from tqdm.auto import tqdm

    bar: Any = None

    def show(tally: Tally, outcome: Done | Failure | None) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=tally.of_calls, desc="scoring", unit="call")
        bar.set_postfix_str(summary(tally, short=True), refresh=False)
        bar.update(tally.done + len(tally.failures) - bar.n)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()


@contextmanager
def json_lines(stream: IO[str]) -> Iterator[Watch]:
    """A line of JSON at the start, for each call, and at the end."""
    last: Tally | None = None

    def write(event: str, tally: Tally, more: dict[str, Any]) -> None:
        text = json.dumps({"event": event, **more, **tally.to_dict()}, ensure_ascii=False)
        stream.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
        stream.flush()

    def show(tally: Tally, outcome: Done | Failure | None) -> None:
        nonlocal last
        last = tally
        write("start" if outcome is None else "call", tally, _outcome(outcome))

    try:
        yield show
    finally:
        if last is not None:
            write("end", last, {})


def plan_line(planned: Plan) -> str:
    """The line of JSON before all others: how many calls there are, and what the user should know of them.

    Examples
    --------
    >>> from callscore.batch.planning import Plan
    >>> plan_line(Plan((), problems=("calls.csv: 1 row names none of these calls",)))
    '{"event": "plan", "calls": 0, "problems": ["calls.csv: 1 row names none of these calls"], "left_alone": []}'
    """
    found = {"calls": len(planned.tasks), "problems": planned.problems, "left_alone": planned.left_alone}
    return json.dumps({"event": "plan", **found}, ensure_ascii=True)


def summary(tally: Tally, *, short: bool = False) -> str:
    """The counts in a line.

    Examples
    --------
    >>> summary(Tally.of([], clock=0.0), short=True)
    '0.0 h of calls'
    """
    parts = [] if short else [f"{tally.done + len(tally.failures)}/{tally.of_calls} calls"]
    parts.append(f"{tally.audio_seconds / HOUR:.1f} h of calls")
    speed, left = tally.speed(), tally.seconds_left()
    if speed is not None:
        parts.append(f"{speed:.0f}x real time")
    if not short and left is not None and tally.left:
        parts.append(f"{clock(left)} left")
    if tally.failures:
        parts.append(f"{len(tally.failures)} failed")
    return ", ".join(parts)


def _outcome(outcome: Done | Failure | None) -> dict[str, Any]:
    """What became of a call, for its line."""
    if outcome is None:
        return {}
    if isinstance(outcome, Failure):
        path, error = mask_label(outcome.path), mask_line(outcome.error)
        return {"path": path, "state": "failed", "kind": outcome.kind, "error": error}
    return {
        "path": mask_label(outcome.path),
        "state": outcome.state.value,
        "name": outcome.name,
        "duration": outcome.duration,
        "total": outcome.total,
        "call_seconds": round(outcome.seconds, 3),
    }
