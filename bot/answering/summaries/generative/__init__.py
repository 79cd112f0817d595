"""The summary a model writes: every section told by it in claims, and of those the ones that matter chosen.

`portions` cuts the sections into what is shown at one time, `telling` has the model tell of a portion, `reading` goes
through all of them and knows what failed, `picking` has the model choose, and `writing` puts them together. Nothing the
model writes is believed: its claims and quotes are verified as an answer's are.
"""
