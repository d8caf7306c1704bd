"""Write the three shipped sample calls: `python tests/sound/make_samples.py [FOLDER]` (needs flite)."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from channel import Channel, Sound, record
from render import Call, Line, render, write_truth
from voices import RATE, VOICES

SAMPLES = Path(__file__).resolve().parents[2] / "callscore" / "data" / "samples"
CALL_DATE = "2026-11-20"
BIT_RATE = 40_000
"""Opus bits per second of a stereo sample."""

EXCELLENT = (
    Line("agent", "Good morning, this is Hannah Cole from Larkfield Energy. Is that Mr Daniel Reed?"),
    Line("customer", "Yes, Daniel Reed speaking."),
    Line("agent", "Thank you. Could you confirm your postcode for me?"),
    Line("customer", "Sure, it's LS6 2AB."),
    Line("agent", "Lovely. I'm calling about your electricity account. There's a balance of £240, now seven weeks overdue. What's"
         " been happening on your side?"),
    Line("customer", "Yeah, I know about it. They cut my hours in September, and then the car broke down, so with the rent on top of"
         " that there was nothing left at the end of the month. I've been meaning to ring you.", gap=0.7),
    Line("agent", "Mm-hm.", inside="September", kind="backchannel"),
    Line("agent", "I'm sorry to hear that, that's a lot to deal with. We could split it over four months, or move the date, or you"
         " could pay part now. Which suits you best?", gap=0.6),
    Line("customer", "Okay.", inside="months", kind="backchannel"),
    Line("customer", "Splitting it would really help. I'm paid on the last Friday of the month, so I could do £60 each time, starting"
         " on the 27th.", gap=0.8),
    Line("agent", "I see.", inside="month", kind="backchannel"),
    Line("agent", "That works. How would you like to pay?", gap=-0.2, kind="terminal_overlap"),
    Line("customer", "By debit card is easiest, the one that I used in the summer."),
    Line("agent", "Let me read that back. Four payments of £60, the first on Friday the 27th of November, by debit card. Have I got"
         " that right?", gap=0.5),
    Line("customer", "Yes, that's exactly right."),
    Line("agent", "I'll email you the dates today, and if anything changes, just ring me."),
    Line("customer", "I will. Thanks for being so understanding, that's a weight off my mind.", gap=0.3),
    Line("agent", "Thank you, Mr Reed. Have a good weekend.", gap=0.5),
    Line("customer", "You too. Bye."),
)  # fmt: skip

MIXED = (
    Line("agent", "Hello, this is Colin Marsh from Bexley Home Finance. Is that Mrs Alvarez?"),
    Line("customer", "Yes, it is."),
    Line("agent", "Hi there. It's about the loan for your kitchen. October's instalment of £185.50 is still open. You haven't paid"
         " it."),
    Line("customer", "Right.", inside="kitchen", kind="backchannel"),
    Line("customer", "Oh. I thought that had gone out. I changed my bank in September, because they closed the branch near us, and I"
         " was going to ring you about the new—", gap=0.5),
    Line("agent", "Well, we would need to know about that beforehand, so it doesn't bounce.", gap=-0.8, kind="interruption"),
    Line("customer", "I know. That's what I was about to say. It's been on my list for weeks, but my mother's been staying here."),
    Line("agent", "Okay, I see, so the old account had been closed. When did you change over? And is the new one a current account?"),
    Line("customer", "In the middle of September, and yes, it is.", gap=0.5),
    Line("agent", "Do you have the money now?", gap=0.3),
    Line("customer", "I do, just not today. I'm paid next Wednesday, so I could pay all of it on Thursday.", gap=0.6),
    Line("agent", "Okay.", inside="today", kind="backchannel"),
    Line("agent", "Thursday the 26th, the full £185.50. That's fine. Can you do that by bank transfer?", gap=0.4),
    Line("customer", "Yes, a bank transfer's no problem."),
    Line("agent", "Good. So I've got you down for £185.50 on Thursday the 26th."),
    Line("customer", "Yes. Is there a charge for it being late?", gap=-0.2, kind="terminal_overlap"),
    Line("agent", "There's normally a fee of £12, but I've taken that off for you.", gap=0.7),
    Line("customer", "Oh, thank you. I appreciate that."),
    Line("agent", "No problem. Please put the new bank details in the app, so that December goes through."),
    Line("customer", "I'll do it tonight, once the children are in bed."),
    Line("agent", "All right. Thanks for your time. Bye now."),
    Line("customer", "Bye."),
)  # fmt: skip

POOR = (
    Line("agent", "Yeah, is this Owen Tully? It's Mark. I'm calling about your debt."),
    Line("customer", "This is Owen. Who are you with?"),
    Line("agent", "You know exactly what this is about. You owe $640 on that credit card, it's 94 days late, and you've ignored every"
         " letter that we sent you.", gap=0.2),
    Line("customer", "Okay.", inside="card", kind="backchannel"),
    Line("customer", "I didn't ignore them. I was in hospital, and when I came out I tried to—", gap=0.3),
    Line("agent", "So when are you going to pay?", gap=-0.7, kind="interruption", mid_sentence_question=True, gain_db=1.5),
    Line("customer", "I'm trying to tell you. I've been off work since August, and the sick pay doesn't even cover my—", gap=0.3),
    Line("agent", "Everybody has an excuse. Listen, I'll say this slowly, so that even you can follow it. You borrowed the money, you"
         " spent the money, and now you have to give it back. It's really not that complicated, is it?",
         gap=-0.8, kind="interruption", gain_db=2.0),
    Line("customer", "There's no need to talk to me like that. I could manage fifty on the first of Dec|ember—", gap=0.3),
    Line("agent", "Fifty? Fifty dollars is a joke. Grown-ups pay their bills. If I don't get some real money this week, I'll make sure"
         " that your boss hears about this, and we'll come and take whatever you've got.",
         gap=-0.6, kind="interruption", gain_db=3.0, tempo=1.06, pitch=1.05),
    Line("customer", "You can't do that. Look, I can borrow $200 from my sister, and pay it next Friday by card.", gap=0.3),
    Line("agent", "Fine, $200 next Friday. And why didn't you ask her three months ago? You people always find the money once somebody"
         " gets tough with you.", gap=-0.2, kind="terminal_overlap", gain_db=2.0),
    Line("customer", "It isn't like that. She's only just—", gap=0.2),
    Line("agent", "I don't want to hear it. So that's $300 on Monday. Don't let me down again, because you've lied to us before.",
         gap=-0.6, kind="interruption", gain_db=3.0),
    Line("customer", "No. I said $200, on Friday."),
    Line("agent", "Whatever. Just pay it.", gap=0.1, gain_db=2.0),
    Line("customer", "Right. Goodbye."),
)  # fmt: skip

CALLS = (
    ("excellent", EXCELLENT, "slt", "rms", Channel(snr_db=38.0, leakage_db=-35.0, leakage_delay_ms=25.0)),
    ("mixed", MIXED, "awb", "slt_bright", Channel(snr_db=34.0, leakage_db=-35.0, leakage_delay_ms=40.0, gain_db=(0, -3))),
    ("poor", POOR, "rms_deep", "awb_light", Channel(snr_db=32.0, leakage_db=-35.0, leakage_delay_ms=30.0, gain_db=(1, -2))),
)


def sample(name: str) -> tuple[Call, Sound]:
    """A sample by name: the clean call, and its recording as float32 [2, n_samples] at 8 kHz."""
    for seed, (known, lines, agent, customer, channel) in enumerate(CALLS):
        if known == name:
            voices = {"agent": VOICES[agent], "customer": VOICES[customer]}
            call = render(lines, voices, call_id=name, call_date=CALL_DATE, seed=seed)
            return call, record(call.agent, call.customer, channel, np.random.default_rng(seed))
    raise ValueError(f"no sample {name!r}; there are {', '.join(known for known, *_ in CALLS)}")


def write_opus(path: Path, sound: Sound) -> None:
    """Write float32 [n_channels, n_samples] at 8 kHz as Opus in Ogg; the container says how much delay to skip."""
    import av

    with av.open(str(path), "w", format="ogg") as container:
        layout = "stereo" if sound.shape[0] == 2 else "mono"
        stream = container.add_stream("libopus", rate=RATE, layout=layout, options={"vbr": "on"})
        stream.bit_rate = BIT_RATE
        samples = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def main(folder: Path = SAMPLES) -> None:
    """Write NAME.ogg, NAME.json and NAME.truth.json of every sample."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, *_ in CALLS:
        call, recording = sample(name)
        write_opus(folder / f"{name}.ogg", recording)
        write_truth(call, folder)
        (folder / f"{name}.rttm").unlink()


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
