"""The upper tail, and what lies within groups: Pareto estimators, interpolation of tables, surveys with a rich list."""

from inequality.tails.diagnostics import lognormal_comparison, mean_excess, pareto_curve, zipf_points
from inequality.tails.estimators import ParetoTail, pareto_tail
from inequality.tails.fitted import G_PERCENTILES, FittedDistribution
from inequality.tails.interpolation import interpolate
from inequality.tails.mixture import add_up, individualise
from inequality.tails.rich_list import replace_tail, top_share_by_threshold, with_rich_list
from inequality.tails.selection import pareto_threshold
from inequality.tails.thresholds import interpolate_thresholds

__all__ = [
    "FittedDistribution",
    "G_PERCENTILES",
    "ParetoTail",
    "add_up",
    "individualise",
    "interpolate",
    "interpolate_thresholds",
    "lognormal_comparison",
    "mean_excess",
    "pareto_curve",
    "pareto_tail",
    "pareto_threshold",
    "replace_tail",
    "top_share_by_threshold",
    "with_rich_list",
    "zipf_points",
]
