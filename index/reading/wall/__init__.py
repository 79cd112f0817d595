"""The wall around reading: what a reading process may do, how it is started, and what of its answer is believed.

`index/reading/sandbox.py` is its one door.
"""
