"""Verification: what of a writer's proposals may be shown. It trusts no writer, and nothing it decides by is a model's.

`quotes` finds the quotes in the stored texts, `judging` decides whether a claim says no more than they do, `verifying`
puts both together as proposals come in.
"""
