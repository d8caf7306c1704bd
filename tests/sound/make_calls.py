"""Write recorded calls with exact truth to measure on: `python tests/sound/make_calls.py OUT --n 40 --seed 1`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from channel import Channel, record, write_wav
from render import Line, render, write_truth
from script import SCRIPTS, read_script, shorten
from voices import VOICES, Voice, say, speaker

POOLS: dict[str, tuple[str, ...]] = {
    "dev": ("slt", "slt_bright", "rms", "rms_deep", "awb", "kal", "us_m", "us_f", "gb_m", "gb_f"),
    "held": (
        *("slt_low", "slt", "rms_light", "awb_light", "awb_deep", "awb", "kal_light"),
        *("us_m7", "us_f4", "gb_f5", "rp_m8", "sco_m2", "sco_f1", "car_m4"),
    ),
    "all": tuple(name for name, voice in VOICES.items() if voice.engine != "festival"),
    "festival": ("ked", "ked_deep", "ked_light", "kal_diphone", "slt_low", "awb_light", "us_f4", "sco_m2"),
}
"""Voices of a set: the names in `voices.VOICES`. Only one of them needs festival, and no test needs that one."""

LONGEST_GAP = 6.0
"""Seconds to which silences of a script are shortened, unless music is put into them."""

MUSIC_FROM = 8.0
"""Seconds of silence in a script that may become a hold with music."""


def vary(lines: Sequence[Line], random: np.random.Generator) -> list[Line]:
    """The same call on another day: gaps, levels and tempo a little different, long silences held or shortened."""
    varied: list[Line] = []
    for line in lines:
        gap = line.gap
        music = line.kind == "turn" and gap >= MUSIC_FROM and bool(random.random() < 0.7)
        if line.kind == "turn" and line.inside is None:
            gap = min(max(0.08, gap * float(random.uniform(0.7, 1.3))), 12.0 if music else LONGEST_GAP)
        loud = float(random.normal(0, 1)) + (2.0 if line.kind == "interruption" else 0.0)
        soft = -4.0 if line.kind == "backchannel" else 0.0
        tempo = float(np.clip(random.normal(1.0, 0.04), 0.9, 1.1))
        varied.append(replace(line, gap=gap, gain_db=loud + soft, tempo=round(tempo, 2), music_before=music))
    return varied


def cast(pool: Sequence[str], random: np.random.Generator) -> dict[str, Voice]:
    """Two voices that aren't the same speaker altered."""
    agent = VOICES[str(random.choice(list(pool)))]
    others = [name for name in pool if speaker(VOICES[name]) != speaker(agent)]
    return {"agent": agent, "customer": VOICES[str(random.choice(others))]}


def line_quality(random: np.random.Generator, *, mono: bool) -> Channel:
    """A telephone line and a recorder drawn at random, from clean to poor."""
    return Channel(
        mono=mono,
        swapped=not mono and bool(random.random() < 0.25),
        snr_db=float(random.choice([40.0, 35.0, 30.0, 25.0, 20.0])),
        babble=float(random.choice([0.0, 0.0, 0.5, 1.0])),
        gain_db=(float(random.uniform(-6, 2)), float(random.uniform(-10, 2))),
        leakage_db=None if mono or random.random() < 0.3 else float(random.uniform(-45, -20)),
        leakage_delay_ms=float(random.uniform(0, 120)),
        echo_s=float(random.uniform(0.15, 0.4)) if random.random() < 0.3 else None,
        mu_law=bool(random.random() < 0.8),
    )


def make_call(
    path: Path, out: Path, name: str, seed: int, *, mono: bool, pool: Sequence[str], whole: bool, cache: Path | None
) -> dict[str, Any]:
    """Render one script into `out` as NAME.wav, NAME.json, NAME.truth.json and NAME.rttm; its truth's extra keys."""
    random = np.random.default_rng(seed)
    script, about = read_script(path)
    lines = vary(script if whole else shorten(script), random)
    voices, channel = cast(pool, random), line_quality(random, mono=mono)
    country = "us" if path.stem.startswith("us") else "uk"
    ring = float(random.choice([0.0, 0.0, 3.4, 6.5]))
    call = render(
        lines,
        voices,
        call_id=name,
        call_date=about.get("call_date"),
        ring_s=ring,
        country=country,
        seed=seed,
        speak=partial(say, cache_folder=cache),
    )
    extra = {
        "script": path.stem,
        "script_turns": [turn.line.source for turn in call.turns],
        "whole": len(lines) == len(script),
        "ring_s": ring,
        "voices": {role: asdict(voice) for role, voice in voices.items()},
        "channel": asdict(channel),
        **_questions(about, [turn.line.source for turn in call.turns]),
    }
    call = replace(call, extra=extra)
    write_wav(out / f"{name}.wav", record(call.agent, call.customer, channel, random), mu_law=bool(seed % 4 == 0))
    write_truth(call, out)
    return extra


def _questions(about: Mapping[str, Any], sources: Sequence[int | None]) -> dict[str, list[dict[str, Any]]]:
    """The agent's questions as the script lists them, in the turns that were rendered; nothing where it lists none."""
    listed = about.get("truth", {}).get("questions_agent")
    if listed is None:
        return {}
    place = {source: index for index, source in enumerate(sources)}
    return {"questions": [{**asked, "turn": place[asked["turn"]]} for asked in listed if asked["turn"] in place]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: one call a script, in turn, until there are as many as wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--n", type=int, default=40, help="calls to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mono", action="store_true", help="both parties on one channel")
    parser.add_argument("--scripts", type=Path, default=SCRIPTS, help="folder of script files")
    parser.add_argument("--first", type=int, default=0, help="scripts to skip, in sorted order")
    parser.add_argument("--count", type=int, default=None, help="scripts to use, in sorted order")
    parser.add_argument("--voices", choices=sorted(POOLS), default="all")
    parser.add_argument("--whole", action="store_true", help="whole scripts instead of their first and last turns")
    parser.add_argument("--cache", type=Path, default=None, help="folder in which utterances are kept between runs")
    options = parser.parse_args(arguments)
    scripts = sorted(options.scripts.glob("*.json"))[options.first :]
    scripts = scripts[: options.count] if options.count else scripts
    if not scripts:
        print(f"no script files (*.json) in {options.scripts}; name a folder with --scripts", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    for i in range(options.n):
        path = scripts[i % len(scripts)]
        name = f"{path.stem}_{'mono' if options.mono else 'dual'}{i // len(scripts) or ''}"
        seed = options.seed * 1000 + i
        make_call(
            path,
            options.out,
            name,
            seed,
            mono=options.mono,
            pool=POOLS[options.voices],
            whole=options.whole,
            cache=options.cache,
        )
        print(f"{i + 1}/{options.n} {name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
