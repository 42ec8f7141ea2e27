"""Maps, timelines and networks as SVG, and the outlines that maps are drawn on."""

from dateline.drawing.globe import MapView
from dateline.drawing.histograms import Bin
from dateline.drawing.map_marks import MapMark
from dateline.drawing.maps import areas_seen, map_svg
from dateline.drawing.markup import Picture
from dateline.drawing.networks import Pair, network_svg
from dateline.drawing.of_rows import LANES, map_marks, pairs, time_marks
from dateline.drawing.palette import stylesheet
from dateline.drawing.strips import Silence, Strip, strips_svg
from dateline.drawing.time_axis import TimeView
from dateline.drawing.time_marks import TimeMark
from dateline.drawing.timelines import histogram_svg, timeline_svg

__all__ = [
    "Bin",
    "LANES",
    "MapMark",
    "MapView",
    "Pair",
    "Picture",
    "Silence",
    "Strip",
    "TimeMark",
    "TimeView",
    "areas_seen",
    "histogram_svg",
    "map_marks",
    "map_svg",
    "network_svg",
    "pairs",
    "strips_svg",
    "stylesheet",
    "time_marks",
    "timeline_svg",
]
