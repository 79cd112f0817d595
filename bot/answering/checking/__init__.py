"""Checking what people claim: a text is split into claims, and each is held against what the library says.

`claims` finds the claims of a text and `subjects` what their pronouns mean; `candidates` finds the sentences that could
settle one, `holding` puts both before the judge of the answers (bot/answering/verification), `otherwise` tells whether
a sentence contradicts a claim, and `opinion` asks a model about what is left. `checking` is the whole way.
"""
