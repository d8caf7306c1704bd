"""Reading a large day and adding it up, against pandas reading the same Parquet and taking plain means.

Run ``python tests/benchmarks/bench_tables.py``: 100,000 calls of 40 agents, drawn at random; medians of five runs.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from callscore import read_day
from callscore.tables.columns import TABLES, arrow_schema
from callscore.team.figures import FIGURES

CALLS = 100_000
AGENTS = 40


def write(out: Path) -> None:
    """A batch's OUT with tables and no reports, as after a copy of its tables alone."""
    chance = np.random.default_rng(0)
    (out / "reports").mkdir()
    (out / "tables").mkdir()
    metrics = tuple(dict.fromkeys(figure.metric for figure in FIGURES if figure.metric != "total"))
    schema = arrow_schema("calls", metrics)
    columns: dict[str, object] = {field.name: [None] * CALLS for field in schema}
    columns["report"] = columns["call_id"] = [str(i) for i in range(CALLS)]
    columns["agent_id"] = chance.integers(0, AGENTS, CALLS).astype(str)
    columns["total"] = chance.uniform(0, 100, CALLS)
    columns["duration"] = np.full(CALLS, 300.0)
    for metric in metrics:
        columns[metric] = chance.uniform(0, 1, CALLS)
        columns[f"{metric}_base"] = chance.uniform(1, 100, CALLS)
    pq.write_table(pa.table(columns, schema=schema), out / "tables" / "calls.parquet")
    for name in TABLES:
        if name != "calls":
            pq.write_table(arrow_schema(name).empty_table(), out / "tables" / f"{name}.parquet")


def median(run: Callable[[], object]) -> float:
    """Seconds, median of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        write(out)
        day = read_day(out)
        numbers = day.calls.select_dtypes("number").columns
        read, table = median(lambda: read_day(out)), median(lambda: day.agents)
        plain = median(lambda: day.calls.groupby("agent_id")[list(numbers)].mean())
        print(f"{CALLS} calls: read_day {read:.2f} s, agents with intervals {table:.2f} s, pandas' means {plain:.2f} s")


if __name__ == "__main__":
    main()
