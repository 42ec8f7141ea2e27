"""Maps and timelines as SVG, and the outlines that maps are drawn on."""
