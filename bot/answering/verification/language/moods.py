"""Words that keep what hangs on them from being a plain fact: it is planned, feared, reported or denied."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bot.answering.verification.language.word_sets import word_set


class Mood(StrEnum):
    """What keeps a verb from being a plain fact."""

    FUTURE = "future"
    POSSIBLE = "possible"
    ABLE = "able"
    DUTY = "duty"
    WISH = "wish"
    FEAR = "fear"
    ATTEMPT = "attempt"
    REPORT = "report"
    DOUBT = "doubt"
    CONDITION = "condition"
    DONE = "done"
    """Put as past by "did", "has" or "had": not what keeps a verb from being a fact, but what makes it one."""


def _by_word(table: dict[Mood, str]) -> dict[str, Mood]:
    return {word: mood for mood, words in reversed(table.items()) for word in words.split()}


MODALS: Final = _by_word(
    {
        Mood.FUTURE: "will shall",
        Mood.POSSIBLE: "would could may might",
        Mood.ABLE: "can cannot",
        Mood.DUTY: "should must ought need_not",
    }
)
MOODS_OF: Final = _by_word(
    {
        Mood.WISH: "plan want hope intend wish aim desire seek mean prepare promise pledge vow agree offer propose"
        " consider threaten would_like contemplate envisage seek_to about_to",
        Mood.FEAR: "fear worry dread expect predict anticipate forecast suspect doubt schedule set",
        Mood.ATTEMPT: "try attempt strive struggle",
        Mood.DUTY: "order require oblige force tell instruct command ask request urge encourage advise call_for call_on"
        " discourage persuade need compel recommend warn invite suggest",
        Mood.ABLE: "allow permit enable let able authorize",
        Mood.REPORT: "say report claim allege argue believe think state accuse assert maintain estimate insist"
        " contend describe acknowledge deny speculate rumour rumor regard purport conjecture hypothesize theorize"
        " view perceive deem",
        Mood.DOUBT: "appear seem likely unlikely suppose",
        Mood.POSSIBLE: "rule_out exclude_the_possibility",
    }
)
"""The mood a verb gives to what hangs on it."""
NOUN_MOODS: Final = _by_word(
    {
        Mood.WISH: "plan wish ambition intention hope aim desire promise pledge offer proposal threat dream goal"
        " brink verge",
        Mood.FEAR: "fear worry concern expectation prediction forecast danger risk",
        Mood.ATTEMPT: "attempt effort bid try failure",
        Mood.DUTY: "order request demand call appeal duty obligation recommendation invitation",
        Mood.ABLE: "permission right ability power",
        Mood.REPORT: "report claim allegation rumour rumor statement belief theory hypothesis conjecture accusation"
        " suggestion charge suspicion argument view opinion assertion idea notion",
        Mood.DOUBT: "doubt possibility chance likelihood question",
    }
)
"""The mood a noun gives to what hangs on it: "an attempt to", "allegations that"."""
STATED: Final = frozenset({Mood.REPORT, Mood.FEAR, Mood.DOUBT, Mood.DUTY, Mood.WISH})
"""Moods of verbs that a whole clause can hang on."""
DENYING: Final = word_set(
    "fail refuse decline avoid deny lack unable prevent stop ban forbid prohibit cease discourage dissuade deter"
    " neglect forget reject keep_from rule_out stop_short_of refrain_from unlikely turn_down quit block bar"
    " keep_away_from stay_away_from"
)
"""Words that deny what hangs on them."""
UNTRUE: Final = word_set("false untrue wrong incorrect myth lie")
"""What a clause hangs on that is said not to be so: "it is false that"."""
DOUBTS: Final = word_set(
    "perhaps maybe possibly probably likely reportedly allegedly supposedly apparently presumably potentially"
    " unlikely alleged purported supposed rumored suspected possible potential"
)
