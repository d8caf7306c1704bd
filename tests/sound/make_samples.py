"""Write the three shipped sample calls: `python tests/sound/make_samples.py [FOLDER]` (needs flite)."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from channel import Channel, Sound, record
from render import Call, render, write_truth
from script import SCRIPTS, read_script
from voices import RATE, VOICES

__all__ = ["CALLS", "SAMPLES", "sample", "write_opus"]

SAMPLES = Path(__file__).resolve().parents[2] / "callscore" / "data" / "samples"

BIT_RATE = 40_000
"""Opus bits per second of a stereo sample."""

CALLS: dict[str, tuple[str, str, Channel]] = {
    "excellent": ("slt", "rms", Channel(snr_db=38.0, leakage_delay_ms=25.0)),
    "mixed": ("awb", "slt_bright", Channel(snr_db=34.0, leakage_delay_ms=40.0, gain_db=(0.0, -3.0))),
    "poor": ("rms_deep", "awb_light", Channel(snr_db=32.0, leakage_delay_ms=30.0, gain_db=(1.0, -2.0))),
}
"""Of each sample: the agent's voice, the customer's, the line. The words stand in ``scripts/NAME.json``."""


def sample(name: str) -> tuple[Call, Sound]:
    """A sample by name: the clean call, and its recording as float32 [2, n_samples] at 8 kHz."""
    agent, customer, channel = CALLS[name]
    seed = list(CALLS).index(name)
    lines, about = read_script(SCRIPTS / f"{name}.json")
    voices = {"agent": VOICES[agent], "customer": VOICES[customer]}
    call = render(lines, voices, call_id=name, call_date=about["call_date"], seed=seed)
    return call, record(call.agent, call.customer, channel, np.random.default_rng(seed))


def write_opus(path: Path, sound: Sound) -> None:
    """Write float32 [n_channels, n_samples] at 8 kHz as Opus in Ogg; the container says how much delay to skip."""
    import av

    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        layout = "stereo" if sound.shape[0] == 2 else "mono"
        stream = container.add_stream("libopus", rate=RATE, layout=layout)
        stream.bit_rate = BIT_RATE
        samples = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def main(folder: Path = SAMPLES) -> None:
    """Write NAME.ogg, NAME.json and NAME.truth.json of every sample."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in CALLS:
        call, recording = sample(name)
        write_opus(folder / f"{name}.ogg", recording)
        write_truth(call, folder)
        (folder / f"{name}.rttm").unlink()


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
