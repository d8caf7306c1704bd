"""Sound to speech and words: the only wing that knows arrays."""

from __future__ import annotations

import os

for _name in ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
    os.environ.setdefault(_name, "1")  # read by the hub's library when it is loaded, which is in this wing only
