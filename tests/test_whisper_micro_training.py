"""The recipe of the small recogniser: what is said in training, how it is written, spoken and laid into windows."""

import re
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "models" / "whisper-micro"), str(ROOT / "tests" / "sound")]

import grammar  # noqa: E402
import sentences  # noqa: E402
import text  # noqa: E402
from spoken import number_words  # noqa: E402
from voices import available  # noqa: E402

needs_espeak = pytest.mark.skipif(not available("espeak"), reason="espeak-ng isn't installed")


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("i'm paying on friday", "I'm paying on Friday."),
        ("Well — no… not yet", "Well, no, not yet."),
        ("“Final notice” is what it says: pay now", "Final notice is what it says, pay now."),
        ("can you call at 3:30pm", "Can you call at 3.30 p.m.?"),
        ("₹5,000 by may 3rd", "5,000 rupees by may 3rd."),
        ("profit & loss", "Profit and loss."),
    ],
)
def test_lines_get_one_written_form(raw, tidied):
    assert text.tidy(raw) == tidied


@pytest.mark.parametrize("raw", ["", "...", "call me at a@b.example", "prix élevé", "2041"])
def test_lines_without_such_a_form_are_left_out(raw):
    assert text.tidy(raw) is None


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("four hundred and twelve dollars", "$412"),
        ("a hundred and forty one pounds", "£141"),
        ("two thousand and five euros", "€2,005"),
        ("fifteen percent", "15%"),
        ("thirty two thousand six hundred and five boxes", "32,605 boxes"),
        ("twenty-five a month", "25 a month"),
        ("March third", "March 3rd"),
        ("the twenty first of June", "the 21st of June"),
        ("the fifteenth", "the 15th"),
    ],
)
def test_number_words_are_written_as_figures(spoken, written):
    assert text.written(text.said(f"So {spoken} then.")) == f"So {written} then."


@pytest.mark.parametrize(
    "line",
    [
        "The third one down.",
        "I have two left.",
        "Call it a hundred even.",
        "Seven fifty on Thursday.",
        "Under one eighty days.",
        "Give me a second.",
    ],
)
def test_what_may_mean_something_else_stays_in_words(line):
    assert text.written(text.said(line)) == line


def test_a_figure_keeps_the_words_that_were_said():
    (token,) = (t for t in text.said("It's nine hundred and four pounds.") if "£" in t.written)
    assert token.words == ("nine", "hundred", "and", "four", "pounds")


def test_no_line_to_train_on_is_held_back():
    training, held = set(text.read_lines()), text.read_lines(held=True)
    assert len(training) > 10_000
    assert len(held) > 1_000
    assert not training & set(held)
    assert not any(map(text.held_back, training))


def test_every_template_can_be_filled_and_spoken():
    random = Random(1)
    for template in grammar.templates():
        tokens = grammar.fill(grammar.choose(template, random), random)
        line, sizes = text.line_for_engine(tokens)
        assert sum(sizes) == len(line.split()), template
        assert re.fullmatch(r"[A-Za-z' ,.?-]+", line), line
        assert not re.search(r"[{}()|]", text.written(tokens)), template


@pytest.mark.parametrize("kind", sorted(grammar.SLOTS))
def test_a_slot_is_seeded_and_varies(kind):
    def draw(seed):
        return grammar.slot(kind, Random(seed))

    assert draw(3) == draw(3)
    assert kind == "thirty" or len({text.written(draw(seed)) for seed in range(30)}) > 3


def test_amounts_are_said_as_they_are_written():
    random = Random(5)
    for _ in range(300):
        (token, *unit) = grammar.amount(random)
        if unit or "." in token.written or (token.words[1] == "hundred" and len(token.words[0]) > 6):
            continue
        whole = int(re.sub(r"\D", "", token.written))
        words = [word for word in token.words[:-1] if word != "and"]
        assert words in (number_words(whole), [*number_words(whole // 100), "hundred"])


def test_sentences_are_seeded_and_of_all_kinds():
    def draw(seed):
        return [text.written(sentences.draw(Random(f"{seed} {i}"), ["I'll pay on Friday."])) for i in range(40)]

    assert draw(1) == draw(1)
    assert draw(1) != draw(2)
    assert "I'll pay on Friday." in draw(1)
    assert all(line[-1] in ".?!" for line in draw(1))


@pytest.fixture(scope="module")
def shard(tmp_path_factory):
    pytest.importorskip("tokenizers")
    import rendering

    if not available("espeak"):
        pytest.skip("espeak-ng isn't installed")
    return rendering.render_shard(tmp_path_factory.mktemp("shards"), "espeak", 0, n_clips=6)


@needs_espeak
def test_rendering_is_seeded(shard, tmp_path):
    import rendering

    again = rendering.render_shard(tmp_path, "espeak", 0, n_clips=6)
    with np.load(shard) as first, np.load(again) as second:
        assert list(first["text"]) == list(second["text"])
        assert np.abs(first["times"] - second["times"]).max() < 0.15  # espeak-ng itself varies a little


@needs_espeak
def test_clips_know_when_each_token_and_phone_was_said(shard):
    with np.load(shard) as kept:
        ends = kept["sound_ends"] / 8000
        lengths = np.diff([0, *ends])
        words = [len(str(line).split()) for line in kept["text"]]
        assert len(kept["times"]) == sum(words)
        assert len(kept["phones"]) == kept["phones_in"].sum() == len(kept["phone_ends"])
        for times, length in zip(np.split(kept["times"], np.cumsum(words)[:-1]), lengths, strict=True):
            assert (np.diff(times[:, 0]) >= 0).all()
            assert (times[:, 1] >= times[:, 0]).all()
            assert times[-1, 1] <= length


def test_voices_kept_for_testing_are_never_trained_on():
    import rendering
    from voices import VOICES

    models = {rendering.draw_setting(family, Random(i)).model for family in rendering.FAMILIES for i in range(300)}
    kept = {VOICES[name].model for name in ("us_m7", "us_f4", "gb_f5", "rp_m8", "sco_m2", "sco_f1", "car_m4")}
    assert not models & kept
    assert not {model.split("+")[0] for model in models} & {"en-gb-x-rp", "en-gb-scotland", "en-029"}


def test_tokens_of_a_word_share_its_time():
    pytest.importorskip("tokenizers")
    from vocabulary import TOKENIZER, moment, word_tokens

    for word in ("outstanding,", "$1,250.50", "3rd.", "4410"):
        ids, spans = word_tokens(word)
        assert TOKENIZER.decode(list(ids)).strip() == word
        assert all(0 <= a <= b <= 1 for a, b in spans)
    (first, *_, last) = word_tokens("4410")[1]
    assert first[1] < last[0]
    assert TOKENIZER.id_to_token(moment(1.284)) == "<|1.28|>"


@pytest.fixture
def windows(shard):
    pytest.importorskip("torch")
    import windows as module

    return module


def test_a_window_holds_text_in_the_order_of_its_sound(windows, shard):
    from pool import Pool
    from vocabulary import END, NO_SPEECH, NO_TIMES

    pool = Pool(shard.parent)
    pool.refresh()
    random = Random(2)
    seen = set()
    for _ in range(60):
        window = windows.fill_window(pool, random, seconds=10.2, content=8.0)
        assert len(window.ids) == len(window.spans)
        moments = [i for i in window.ids if i > NO_TIMES]
        assert moments == sorted(moments)
        seen.add("timed" if moments else "no speech" if window.ids == [NO_SPEECH] else "text")
        starts = [a for i, (a, _) in zip(window.ids, window.spans, strict=True) if i < END]
        assert max(starts, default=0) < 8.2
    assert seen >= {"timed", "text"}


def test_batches_are_seeded_and_fit_together(windows, shard):
    first, second = (next(iter(windows.Windows(shard.parent, seed=3))) for _ in range(2))
    assert first.tokens.tolist() == second.tokens.tolist()
    n, _, frames = first.mel.shape
    assert first.phones.shape == first.frame_tokens.shape == (n, frames // 2)
    assert first.targets.shape == first.tokens.shape == first.spans.shape[:2]
    assert first.mel.abs().max() > 0.2


def test_frames_after_the_sound_are_zero_as_faster_whisper_pads(windows):
    import torch
    from features import log_mel

    noise = torch.randn(2, 16000, generator=torch.Generator().manual_seed(1)) * 0.1
    mel = log_mel(noise, np.array([0.5, 2.0]), np.random.default_rng(1))
    assert mel.shape == (2, 80, 200)
    assert (mel[0, :, 50:] == 0).all()
    assert (mel[0, :, :50] != 0).any(0).all()
    assert (mel[1] != 0).any(0).all()


def test_frames_are_those_of_faster_whisper(windows):
    import torch
    from features import log_mel

    extractor = pytest.importorskip("faster_whisper.feature_extractor").FeatureExtractor(feature_size=80)
    time = np.arange(16000) / 8000
    sound = (0.3 * np.sin(2 * np.pi * 440 * time) * (time % 0.5 < 0.3)).astype(np.float32)
    wide = np.interp(np.arange(32000) / 16000, time, sound).astype(np.float32)
    ours = log_mel(torch.from_numpy(sound)[None], np.array([2.0]), np.random.default_rng(1))[0].numpy()
    theirs = extractor(wide, padding=0)[:, : ours.shape[1]]
    loud = theirs[:40] > theirs.max() - 0.5
    assert np.abs(ours[:40] - theirs[:40])[loud].max() < 0.1


def test_the_network_has_the_names_that_the_converter_reads():
    pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    from network import Recogniser, Size

    size = Size(vocabulary=50, phones=5, width=32, heads=4, encoder_layers=1, decoder_layers=1)
    config = transformers.WhisperConfig(
        vocab_size=50,
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=128,
        decoder_ffn_dim=128,
        pad_token_id=1,
    )
    theirs = transformers.WhisperForConditionalGeneration(config).model.state_dict()
    ours = {k: v for k, v in Recogniser(size).state_dict().items() if not k.startswith(("ph.", "tokp."))}
    assert {k: v.shape for k, v in ours.items()} == {k: v.shape for k, v in theirs.items()}


@pytest.mark.slow
def test_training_goes_on_where_it_stopped(windows, shard, tmp_path, monkeypatch):
    import json

    import torch
    import train

    monkeypatch.setattr(windows, "SHAPES", ((1.0, 1.5, 2),))
    monkeypatch.setattr(train, "REPORTED", 2)
    monkeypatch.setattr(train, "MEASURED", 1)
    (tmp_path / "shards").symlink_to(shard.parent)

    def steps(seconds):
        train.train(tmp_path, train.Schedule(seconds), start=None, save_every=600, seed=1, threads=1)
        kept = torch.load(train.newest_checkpoint(tmp_path), weights_only=True)
        return kept["progress"]["step"]

    first = steps(3.0)
    second = steps(6.0)
    assert 0 < first < second
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == sorted({line["step"] for line in lines})
    assert all(np.isfinite(line["loss_text"]) for line in lines)


def test_the_rate_rises_holds_and_falls():
    pytest.importorskip("torch")
    from train import WARM_UP, Schedule

    schedule = Schedule(seconds=1000.0, peak=1.0, level=0.5, last=0.001)
    rates = [
        schedule.rate(0.0, 0),
        schedule.rate(400.0, WARM_UP),
        schedule.rate(750.0, 5000),
        schedule.rate(999.9, 9000),
    ]
    assert rates == pytest.approx([1 / WARM_UP, 1.0, 0.5, 0.001])


@pytest.mark.parametrize(
    ("said", "heard", "wer"),
    [
        ("It's $412 by March 3rd.", "it's four hundred and twelve dollars by march third", 0.0),
        ("Okay, Friday.", "Okay Friday", 0.0),
        ("I can pay on Friday.", "I can pay on Monday.", 0.2),
    ],
)
def test_numbers_are_compared_as_words(said, heard, wer):
    pytest.importorskip("tokenizers")
    from measure import Heard, score

    assert score([Heard(said, (), heard, ())])["wer"] == pytest.approx(wer)


def test_an_amount_is_right_only_as_a_whole():
    pytest.importorskip("tokenizers")
    from measure import Heard, score

    heard = [Heard("So $412 by March 3rd.", (), "So $421 by March 3rd.", ())]
    assert score(heard)["figures_right"] == 0.5
