"""How much a recording may be, and which containers are opened at all: what is beyond that is refused in one line."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEMUXERS", "MediaLimits"]

MIB = 2**20

_NAMES = (
    "aac ac3 aiff alaw amr amrnb amrwb ape asf au avi caf dts eac3 flac flv g722 g726 g729 gsm ircam loas matroska mov "
    "mp3 mpc mpc8 mpeg mpegts mulaw nistsphere ogg sox tak tta voc w64 wav wv xwma"
)
DEMUXERS = tuple(_NAMES.split())
"""FFmpeg's readers of containers that hold sound by themselves. Those that open other files or addresses (playlists,
``concat``, ``hls``, ``dash``, ``image2``) and those that draw text aren't among them."""


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """What a recording may be at most; more is refused with what it is and what to do.

    Parameters
    ----------
    largest_mib
        Size of the file in MiB (2^20 bytes).
    longest_seconds
        Length of the sound that is decoded; a header's claim isn't believed either way.
    most_channels
        Channels of the audio stream; recorders of calls write one or two, of conferences up to eight.
    lowest_rate, highest_rate
        Sample rate in Hz: speech needs 4,000, studio hardware goes up to 768,000.
    apart_seconds
        Seconds that decoding may take in a process of its own, so that a decoder that crashes or hangs costs one call;
        None decodes in this process.
    apart_mib
        Memory in MiB of that process: a four-hour call of two channels takes 1,760 MiB, and twice while it is joined.
        Linux holds it to that; on macOS and Windows only the other limits and the time count.

    Examples
    --------
    >>> MediaLimits(longest_seconds=3600.0).refusal("call.wav", channels=50, rate=8_000)
    'call.wav: 50 channels, more than the 16 that are taken; export the call with one channel a party'
    """

    largest_mib: float = 4096.0
    longest_seconds: float = 4 * 3600.0
    most_channels: int = 16
    lowest_rate: int = 2_000
    highest_rate: int = 768_000
    apart_seconds: float | None = None
    apart_mib: float = 6144.0

    def too_large(self, path: object, size: int) -> str | None:
        """Why a file of `size` bytes is refused; None when it isn't."""
        if size <= self.largest_mib * MIB:
            return None
        return (
            f"{path}: {size / MIB:,.0f} MiB, more than the {self.largest_mib:,.0f} that are taken; "
            "cut it, export it as MP3 or Opus, or raise MediaLimits.largest_mib"
        )

    def refusal(self, path: object, *, channels: int, rate: int) -> str | None:
        """Why an audio stream is refused; None when it isn't."""
        if channels > self.most_channels:
            return (
                f"{path}: {channels} channels, more than the {self.most_channels} that are taken; "
                "export the call with one channel a party"
            )
        if not self.lowest_rate <= rate <= self.highest_rate:
            return (
                f"{path}: {rate} samples a second, outside {self.lowest_rate} to {self.highest_rate} Hz: "
                "its header is broken, or it is no speech; export the recording again"
            )
        return None

    def too_long(self, path: object) -> str:
        """The refusal of what goes on beyond the longest."""
        return (
            f"{path}: longer than {self.longest_seconds / 3600.0:g} h; cut it into its calls, "
            "or raise MediaLimits.longest_seconds"
        )
