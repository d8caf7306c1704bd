"""What a batch costs: two workers against one, batching against its parts, calls a minute, memory as it goes, resume.

The calls are ready transcripts of about five minutes and 700 words, each with words of its own, so that no cache makes
the later ones cheaper.

``python tests/benchmarks/bench_batch.py [--calls 120] [--workers 2] [--rounds 3]`` measures what batching adds and how
it scales, medians of rounds. The ceiling is what bare processes reach side by side without any batch: two cores of one
chip share its caches and its memory. All processes, bare or not, have one thread each. Scaling is wall time and needs a
quiet machine: how many cores others used is printed beside. What a batch adds at its beginning and its end is printed
by itself, for it is the same for ten calls and for a thousand. ``--day --calls 1000`` measures one long run.
``--kill 20`` kills a batch at 20 random moments, and checks that all calls are there once and to the byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

FIRST = [
    "Dana",
    "Priya",
    "Marcus",
    "Ellen",
    "Tomas",
    "Ruth",
    "Kofi",
    "Anil",
    "Grace",
    "Peter",
    "Lena",
    "Omar",
    "Carla",
    "Hugh",
    "Mina",
    "Joel",
]
LAST = [
    "Bell",
    "Okafor",
    "Brandt",
    "Whitfield",
    "Iyer",
    "Sorensen",
    "Caldwell",
    "Mbeki",
    "Farrow",
    "Lindqvist",
    "Osei",
    "Haddad",
]
FIRMS = ["Northgate", "Hollin", "Brindle", "Kestrel", "Marlow", "Tansy", "Orrery", "Sable", "Fenwick", "Quill"]
THINGS = ["invoice", "balance", "account", "statement", "instalment", "agreement", "reminder", "order"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
AGENT = (
    "Hello, this is {first} from {firm} Finance, am I speaking to {other} {last}?",
    "I'm calling about the {thing} from {month}, the one for {amount} pounds and {pence} pence.",
    "Could you tell me what happened with the {thing} in {month}?",
    "I understand, and thank you for telling me about {firm}. That can't be easy with {amount} outstanding.",
    "You haven't paid the {thing} for {month}, and it is {pence} days late now.",
    "We could split {amount} pounds into {few} payments, or wait until the {day} of {month}. Which suits you better?",
    "So just to confirm: {amount} pounds by card on the {day} of {month}, and I'll email you today. Is that right?",
    "Let me check what {first} wrote on the {thing} last {month}, it says here that {firm} sent a copy on the {day}.",
)
CUSTOMER = (
    "Yes, that's {other} {last} speaking, what is this about?",
    "I never saw that {thing}, {firm} must have sent it to the old office in {month}.",
    "We were waiting for {first} to send the credit note for {amount}, and then nothing came.",
    "Things have been tight since {month}, my hours were cut and the {thing} just got away from me.",
    "I can do {amount} on the {day}, but not a penny more before {month}.",
    "Mm-hm, okay.",
    "Right, the {day} of {month} then. Can you send that to {other} in writing?",
)


def line(rng: random.Random, forms: tuple[str, ...]) -> str:
    return rng.choice(forms).format(
        first=rng.choice(FIRST), other=rng.choice(FIRST), last=rng.choice(LAST), firm=rng.choice(FIRMS),
        thing=rng.choice(THINGS), month=rng.choice(MONTHS), amount=rng.randint(40, 4000), pence=rng.randint(10, 99),
        few=rng.randint(2, 9), day=rng.randint(1, 28),
    )  # fmt: skip


def make_call(path: Path, seed: int) -> None:
    """Five minutes of two parties in turn at 14 characters a second, turns with times, as a vendor would give them."""
    rng = random.Random(seed)
    turns: list[dict[str, object]] = []
    clock = 0.5
    while clock < 300:
        agent = len(turns) % 2 == 0
        text = line(rng, AGENT if agent else CUSTOMER)
        end = clock + len(text) / 14
        turns.append({"speaker": "agent" if agent else "customer", "start": clock, "end": end, "text": text})
        clock = end + rng.uniform(-0.2, 1.2)
    path.write_text(json.dumps({"call_date": "2026-03-12", "turns": turns}))


def make_day(folder: Path, calls: int) -> Path:
    folder.mkdir()
    for number in range(calls):
        make_call(folder / f"call{number:05d}.json", number)
    return folder


GOAL_OF_TWO = 1.8
"""Times as many calls that two workers should do as one, where a machine lets two bare processes do that."""

GOAL_ADDED = 0.05
"""Share that a batch may add to the bare sum of its parts."""

QUIET = 0.1
"""Cores that others may use while wall times are compared."""


@dataclass(frozen=True)
class Used:
    """Wall seconds, CPU seconds of all its processes, cores that others used meanwhile, and memory as it goes."""

    wall: float
    cpu: float
    others: float
    memory: tuple[tuple[int, int], ...] = ()
    """Calls done, and MiB of the largest worker."""
    start: float = 0.0
    """Seconds until a batch hands out its first call."""
    close: float = 0.0
    """Seconds from a batch's last call to its end: tables are written, workers go."""


@dataclass
class Watched:
    """A batch as its lines of JSON tell it."""

    begun: float
    """On the clock of `time.perf_counter`, as all that follow."""
    memory: tuple[tuple[int, int], ...] = ()
    first: float = 0.0
    last: float = 0.0


def command(day: Path, out: Path, workers: int) -> list[str]:
    code = "from callscore.cli import main; main()"
    options = ["--out", str(out), "--workers", str(workers), "--log", "json"]
    return [sys.executable, "-c", code, "batch", str(day), *options]


BARE = """
import sys, pathlib, callscore as cs
part, parts = int(sys.argv[2]), int(sys.argv[3])
pipeline = cs.Pipeline()
for path in sorted(pathlib.Path(sys.argv[1]).iterdir())[part::parts]:
    pipeline(path).to_dict()
"""
"""The sum of the parts: a process that scores calls in a loop and writes nothing, as anybody would without a batch."""


def begin(arguments: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=one_thread())


def begin_bare(day: Path, processes: int) -> list[subprocess.Popen[str]]:
    rest = [str(processes)]
    return [begin([sys.executable, "-c", BARE, str(day), str(part), *rest]) for part in range(processes)]


def ended(process: subprocess.Popen[str]) -> float:
    """CPU seconds of a process and all that it waited for, once it has ended."""
    for _ in process.stderr or ():
        pass
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def busy() -> float:
    """CPU seconds that this machine has worked since it started."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))


@contextmanager
def measured() -> Iterator[list[float]]:
    """Wall seconds, and CPU seconds of the whole machine, of a block."""
    figures: list[float] = []
    begun, before = time.perf_counter(), busy()
    yield figures
    figures += [time.perf_counter() - begun, busy() - before]


def run(day: Path, out: Path, workers: int) -> Used:
    """A batch into a folder, which is emptied first."""
    shutil.rmtree(out, ignore_errors=True)
    return resume(day, out, workers)


def resume(day: Path, out: Path, workers: int) -> Used:
    with measured() as figures:
        process = begin(command(day, out, workers))
        seen = watched(process)
        cpu = ended(process)
        end = time.perf_counter()
    others = (figures[1] - cpu) / figures[0]
    return Used(figures[0], cpu, others, seen.memory, seen.first - seen.begun, end - seen.last)


def bare(day: Path, processes: int) -> Used:
    """The same calls in so many processes side by side, each with its share of them, and no batch."""
    with measured() as figures:
        cpu = sum(map(ended, begin_bare(day, processes)))
    return Used(figures[0], cpu, (figures[1] - cpu) / figures[0])


def side_by_side(day: Path, out: Path) -> tuple[float, float]:
    """CPU seconds of a batch with one worker, and of a bare process beside it, that do the same calls at one time."""
    shutil.rmtree(out, ignore_errors=True)
    both = begin(command(day, out, 1)), *begin_bare(day, 1)
    drained = threading.Thread(target=watched, args=(both[0],))
    drained.start()
    alone = ended(both[1])
    drained.join()
    return ended(both[0]), alone


def watched(process: subprocess.Popen[str]) -> Watched:
    """What a batch says until it ends."""
    seen, parent = Watched(time.perf_counter()), psutil.Process(process.pid)
    for text in process.stderr or ():
        event = json.loads(text)
        now = time.perf_counter()
        if event["event"] == "start":
            seen.first = seen.last = now
        if event["event"] == "call":
            seen.last = now
            if event["done"] % 10 == 0:
                sizes = [each.memory_info().rss for each in parent.children() if each.is_running()]
                seen.memory += ((event["done"], max(sizes, default=0) // 2**20),)
    return seen


def one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def reports(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "reports").glob("*.json"))}


def kill_at_random(day: Path, folder: Path, workers: int, times: int) -> None:
    """Kill the run `times` times, then let it end: every call once, the same bytes, nothing half written."""
    run(day, folder / "whole", workers)
    expected, out, rng = reports(folder / "whole"), folder / "out", random.Random(1)
    killed = 0
    while killed < times:
        process = subprocess.Popen(command(day, out, workers), stderr=subprocess.DEVNULL)
        try:
            process.wait(rng.uniform(0.5, 12.0))
            shutil.rmtree(out)  # it came to its end before it was killed: begin anew
            continue
        except subprocess.TimeoutExpired:
            victims = [process.pid]
            if rng.random() < 0.5:  # a worker alone, and then the run
                victims = [child.pid for child in psutil.Process(process.pid).children()][:1] + victims
            for victim in victims:
                psutil.Process(victim).kill()
            process.wait()
            killed += 1
        wrong = [name for name, data in reports(out).items() if data != expected[name]] if out.is_dir() else []
        if wrong:
            raise SystemExit(f"after kill {killed}: {wrong} differ")
        print(f"kill {killed}: {len(reports(out)) if out.is_dir() else 0} of {len(expected)} calls there", flush=True)
    resume(day, out, workers)
    same, left = reports(out) == expected, list(out.rglob("*.part"))
    print(f"resumed: {len(reports(out))} calls, the same bytes: {same}, left half written: {len(left)}")


def scaling(day: Path, out: Path, workers: int, rounds: int) -> None:
    """One process and several, bare and as a batch, in turns, so that whatever else goes on meets all four."""
    each: dict[str, list[Used]] = {}
    for number in range(rounds):
        for processes in (1, workers):
            each.setdefault(f"bare {processes}", []).append(bare(day, processes))
            each.setdefault(f"batch {processes}", []).append(run(day, out, processes))
        for name, used in each.items():
            last = used[number]
            print(
                f"  {name}: {last.wall:.1f} s, {last.cpu:.1f} CPU seconds, others {last.others:.2f} cores", flush=True
            )
    wall = {name: statistics.median(used.wall for used in measures) for name, measures in each.items()}
    ceiling = wall["bare 1"] / wall[f"bare {workers}"]
    reached = wall["batch 1"] / wall[f"batch {workers}"]
    print(f"{workers} workers of a batch do {reached:.2f} times the calls of one (goal {GOAL_OF_TWO} for two)")
    print(
        f"  the ceiling of this machine now: {workers} bare processes do {ceiling:.2f} times the calls of one,", end=" "
    )
    print(f"so the batch keeps {reached / ceiling:.0%} of what is there")
    for processes in dict.fromkeys((1, workers)):
        name = f"batch {processes}"
        added = wall[name] - wall[f"bare {processes}"]
        ends = statistics.median(used.start + used.close for used in each[name])
        print(f"wall, {processes} of each: batch over bare {added / wall[f'bare {processes}']:+.1%}", end=" ")
        print(f"({added:+.1f} s, {ends:.1f} s of that before the first and after the last call; goal {GOAL_ADDED:.0%})")
    others = max(used.others for measures in each.values() for used in measures)
    if others > QUIET:
        print(f"others used up to {others:.2f} cores meanwhile: these ratios say nothing, run it on a quiet machine")


def overhead(day: Path, out: Path, rounds: int) -> None:
    """What batching adds, in CPU seconds of processes that run side by side: what slows one slows the other."""
    pairs = [side_by_side(day, out) for _ in range(rounds)]
    added = statistics.median(batch / alone - 1 for batch, alone in pairs)
    told = "; ".join(f"{batch:.1f} to {alone:.1f}" for batch, alone in pairs)
    print(f"batching adds {added:+.1%} to the CPU seconds of its parts (goal {GOAL_ADDED:.0%}; side by side: {told})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=120)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--day", action="store_true", help="one run alone, with its memory and its resume")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        day, out = make_day(folder / "day", wanted.calls), folder / "out"
        if wanted.kill:
            kill_at_random(day, folder, wanted.workers, wanted.kill)
        elif wanted.day:
            whole_day(day, out, wanted.calls, wanted.workers)
        else:
            overhead(day, out, wanted.rounds)
            scaling(day, out, wanted.workers, wanted.rounds)


def whole_day(day: Path, out: Path, calls: int, workers: int) -> None:
    """Time and memory of a day, and of doing it again when nothing has changed."""
    used = run(day, out, workers)
    print(f"{calls} calls, {workers} workers: {used.wall:.1f} s, {used.cpu:.1f} CPU seconds", end=", ")
    print(f"{used.cpu / calls:.3f} a call, others used {used.others:.2f} cores")
    at_work = range(min(100, calls // 2), calls - 2 * workers)
    later = [mib for done, mib in used.memory if done in at_work]
    if later:
        first = later[0]
        print(f"largest worker: {first} MiB at call 100 (or half), {later[-1]} MiB at the end", end=" ")
        print(f"({later[-1] / first - 1:+.1%}), {min(later)} to {max(later)} MiB between")
    again = resume(day, out, workers)
    print(f"resume of the finished day: {again.wall:.2f} s, {again.cpu:.2f} CPU seconds")


if __name__ == "__main__":
    main()
