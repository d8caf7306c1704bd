"""Takes the README's pictures anew: a sample's page and the page of a few weeks of typed calls, in a real browser.

    python tests/render/pictures.py                writes notebooks/report.png and notebooks/day.png

Look at them before they are kept: what they show is what a reader believes.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from real_browser import chromium

import callscore as cs
from callscore.samples import sample, sample_date
from callscore.testing import make_call

TESTS = Path(__file__).parents[1]
PICTURES = TESTS.parent / "notebooks"
CALLS = TESTS / "agreement" / "agreement_calls.jsonl"

AGENTS = (("Amira", "north"), ("Ben", "north"), ("Chloe", "south"), ("Dana", "north"), ("Eli", "south"))
FIRST_MONDAY = date(2026, 10, 26)
WORKING_DAYS = 20
"""Four weeks of five days, the calls spread over them evenly."""

HARD = (
    "agent: You know why I'm calling.",
    "customer: Not really, who is this?",
    "agent: You never paid your invoice. You people always find an excuse.",
    "customer: I lost my biggest customer, it has been a hard month.",
    "agent: That's not my problem. Do you even read your letters?",
    "customer: I'll try to pay something on Friday.",
    "agent: Fine.",
)
"""A bad call, which one of the agents makes now and then."""

HARD_EVERY = 4
"""Each such call of Chloe's is the bad one."""

REPORT_SIZE = (1180, 1440)
DAY_SIZE = (1500, 1850)
"""Width and height in pixels."""


def main() -> None:
    """Write both pictures."""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        recording, transcript = sample("mixed")
        known = cs.ListenOptions(call_date=sample_date("mixed"))
        cs.Pipeline(options=known)(recording, transcript=transcript).save(folder / "report.html")
        written_day(folder / "day").save(folder / "day.html")
        take(folder / "report.html", PICTURES / "report.png", REPORT_SIZE)
        take(folder / "day.html", PICTURES / "day.png", DAY_SIZE)


def written_day(out: Path) -> cs.Day:
    """Four weeks of the calls that the tests hold, scored."""
    out.mkdir()
    pipeline = cs.Pipeline()
    for number, line in enumerate(CALLS.read_text("utf-8").splitlines()):
        agent, team = AGENTS[number % len(AGENTS)]
        hard = agent == "Chloe" and number // len(AGENTS) % HARD_EVERY == 0
        lines = HARD if hard else json.loads(line)["lines"]
        day = number % WORKING_DAYS
        held = datetime.combine(FIRST_MONDAY + timedelta(days=day // 5 * 7 + day % 5), time(9 + number % 8, 5))
        call = make_call(*lines, call_id=f"{agent.lower()}-{number:03}", call_date=held.date())
        report = pipeline(call, metadata=cs.CallMetadata(agent_id=agent, team=team, started_at=held))
        report.save(out / f"{call.call_id}.json")
    return cs.read_day(out)


def take(page: Path, picture: Path, size: tuple[int, int]) -> None:
    """The top of a page as a picture."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
        tab.goto(page.as_uri())
        tab.wait_for_timeout(500)
        tab.screenshot(path=picture)


if __name__ == "__main__":
    main()
