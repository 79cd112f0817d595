"""The generative writer: a model writes, and nothing it writes is believed.

`fencing` makes passages and questions data, `records` reads what the model writes as it comes, `quoting` finds its
quotes in the passages it was shown, `attempt` verifies record by record, `entailment` asks about what the rules cannot
settle, and `writing` puts them together. `rewriting` has a follow-up rewritten.
"""
