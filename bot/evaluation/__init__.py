"""Measures Footnote on a folder of questions whose answers are known: `run` builds, asks, and reports."""

from bot.evaluation.report import Report
from bot.evaluation.running import Progress, run

__all__ = ["Progress", "Report", "run"]
