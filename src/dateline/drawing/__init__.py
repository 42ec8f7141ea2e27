"""Maps and timelines as SVG, and the outlines that maps are drawn on."""

from dateline.drawing.histograms import Bin
from dateline.drawing.markup import Picture
from dateline.drawing.palette import stylesheet
from dateline.drawing.time_axis import TimeView
from dateline.drawing.time_marks import TimeMark
from dateline.drawing.timelines import histogram_svg, timeline_svg

__all__ = ["Bin", "Picture", "TimeMark", "TimeView", "histogram_svg", "stylesheet", "timeline_svg"]
