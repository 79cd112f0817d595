"""How an English sentence is put together, as far as rules see it: words, their kinds, and who does what in it."""
