"""Verbs that questions are asked with: deeds, of which somebody is asked, and what can be asked of anything."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.language.word_sets import word_set

DEEDS: Final = word_set(
    "invent discover found write order propose announce sign lead build design create establish introduce develop"
    " publish win defeat conquer appoint elect host organize organise command capture describe prove define coin"
    " launch purchase buy sell fund finance own operate run maintain manage chair collect approve issue ban attend"
    " report sponsor donate restore compose record direct paint explore map rule govern"
)
"""Verbs whose subject is a person, or a body of persons."""
ASKED_OF: Final = word_set(
    "include contain mean require provide cover cause protect offer involve produce support regulate measure represent"
    " describe define prevent prohibit forbid enable affect need invent discover propose announce build design create"
    " establish introduce develop publish fear want face receive collect pay study reveal host issue carry serve teach"
    " sell buy manage operate maintain own organize organise govern reject oppose recommend suggest found write"
    " showcase restrict limit ban collect cut cost build discourage compare promise"
)
"""Verbs with an object that "what" can stand for."""
DOCUMENTS: Final = word_set(
    "treaty act law agreement convention study report article war revolution system program programme decision election"
    " journal paper book magazine newspaper directive regulation constitution charter"
)
"""What does a deed and is nobody."""
HAPPENING: Final = word_set(
    "begin start end occur happen open close meet die arrive return sail run leave dissolve resign retire collapse"
)
"""Verbs that say when with nothing between."""
SAYING: Final = word_set(
    "fear believe say argue claim think suggest propose estimate predict conclude state show find indicate demonstrate"
    " require recommend warn expect hope assert maintain note observe reveal announce report insist promise demand"
)
"""Verbs with a clause that "what" can stand for: "leaders fear that ..."."""
TELLING: Final = word_set(
    "order ask tell require advise urge encourage force allow enable expect invite instruct oblige remind permit"
)
"""Verbs after which somebody is "to do" something."""
