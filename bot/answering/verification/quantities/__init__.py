"""Quantities: what a text says in numbers, units, money, dates and times, and whether quotes bear it out.

`reading` finds them, `matching` compares two, `territory` tells which words a quantity belongs to, `findings` puts all
of it together. The grammar is our own and small: parsers of dates and units made for user input (dateparser,
quantulum) guess at what is missing and need milliseconds a phrase, where here a guess would be a false proof and a
claim has one millisecond in all.
"""
