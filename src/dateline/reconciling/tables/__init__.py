"""Tables of events that others made: which of their rows tell of the same thing as another table's, or as ours.

Invariant: a link is there only between rows that a stated window, taxonomy or probability allows, one to one where
sources hold each event once; the order of rows changes nothing unless it is asked for. `integrating` joins tables by
place, time and kind alone (`entry`, `taxonomy`, `nearness`, `assigning`); `linking` weighs rows against our incidents.
"""
