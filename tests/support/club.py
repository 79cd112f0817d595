"""A small club's documents on two things, for what tells what a library is about."""

from __future__ import annotations

from index.library import Library

KITES = """# Kite club

The kite club meets every Tuesday at 19:00 in the old boathouse. Ada Lovell founded the kite club in 1921. The club owns
forty kites. A kite is a light frame covered with cloth. Kites are stored in the old boathouse.

## Money

Members must pay the fee in March. The kite club was known as the Wind Society. Grace Okoro collects
the fee of the club.
"""
FERRY = """# Harrow ferry

The Harrow ferry carries 200 people. The ferry was built in 1934 by Minna Works. The ferry sails to Harrow Bay
every day.

## Tickets

Tickets for the ferry are sold at the quay. Dogs must travel on the upper deck. The Harrow ferry was closed in June
because of the flood.
"""


def fill(library: Library) -> None:
    """Take in the club's two documents."""
    library.add_bytes("kites.md", "kites.md", KITES.encode())
    library.add_bytes("ferry.md", "ferry.md", FERRY.encode())
