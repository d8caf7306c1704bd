"""People's QA scores against callscore's: how far they agree, where they don't, and a rubric fitted to them."""

from __future__ import annotations

from callscore.calibration.agreement import Agreement, Disagreement
from callscore.calibration.calibrating import Calibration, calibrate
from callscore.calibration.fitting import Fit
from callscore.calibration.rules import RuleReview, reviewed_rules

__all__ = ["Agreement", "Calibration", "Disagreement", "Fit", "RuleReview", "calibrate", "reviewed_rules"]
