"""Whether a claim says it of as many as its quotes do: "some" is not "all", "often" is not "always"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

_LEVELS: Final = {
    5: "all every each entire whole always everyone everybody anyone anybody everything everywhere both any completely"
    " entirely universally invariably",
    4: "most majority mostly mainly largely usually generally typically normally as_a_rule"
    " for_the_most_part in_general nearly almost virtually",
    3: "many numerous several various often frequently much lots_of commonly multiple widely a_lot_of plenty"
    " quite_a_few a_good_many",
    2: "some certain sometimes occasionally at_times from_time_to_time now_and_then partly partially half a_number_of",
    1: "few little rarely seldom hardly",
}
LEVEL: Final = {word: level for level, words in _LEVELS.items() for word in words.split()}
NEARLY: Final = frozenset(["nearly", "almost", "virtually"])
ONLY: Final = word_set("only solely exclusively merely sole")
_RESTRICTING: Final = word_set(
    "just alone limit restrict confine few except unless until require need must no not nobody none exclusive last less"
    " minor least only within ban forbid prohibit depend"
)
"""Words of the quotes that may leave room for one thing alone."""
_TOTAL: Final = word_set("all every always")
_TIMES: Final = word_set("second minute hour day night week month term year decade century time")
_SEVERAL: Final = word_set("one two three four five some several many few")
_LEAVING_ROOM: Final = word_set("other others rest remaining if may only apart besides or no")
"""Words of a claim beside which an exception may be told otherwise: "all the other", "or the treasurer may"."""
EXCEPTING: Final = word_set("except excluding excepting unless exception")


def quantifier_findings(comparison: Comparison) -> list[Finding]:
    """Return the quantifiers of the claim that the quotes do not bear out, and those that it leaves out."""
    return [
        *_added(comparison),
        *_only(comparison),
        *_dropped(comparison),
        *_exception(comparison),
        *_one_of_several(comparison),
    ]


def level(tokens: Tokens, at: int) -> int:
    """Return of how many the word at this place says it, 5 all to 1 hardly any; 0 where it is no quantifier."""
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    if before in NEARLY and LEVEL.get(low) == 5:
        return 4
    if low == "part" and tokens[at + 1 : at + 2] and tokens[at + 1].low == "of":
        return 2
    if low == "few" and before == "a":
        return 2
    if low == "half" and tokens[at - 1 : at] and tokens[at - 1].kind is Kind.NUMBER:  # "four half-courses"
        return 0
    if (
        low in {"each", "every", "all"} and tokens[at + 1 : at + 2] and tokens[at + 1].lemmas & _TIMES
    ):  # how often, not how many
        return 0
    superlative = low == "most" and (before in closed.ARTICLES or before in {"'s", "'", "of", "at"})
    after_article = low in {"little", "certain", "half"} and before in {"a", "the"}
    return 0 if superlative or after_article else LEVEL.get(low, 0)


def _added(comparison: Comparison) -> Iterator[Finding]:
    source = comparison.source
    every = [token for token in source if level(source, token.at)]
    for token in comparison.claim:
        claimed = level(comparison.claim, token.at)
        if not claimed or token.low == "some" or token.at in comparison.counted or _is_loose(comparison, token):
            continue
        same_head = _of_same_head(comparison, token)
        said = same_head or every
        if any(_bears(token, claimed, other, level(source, other.at)) for other in said):
            continue
        if said:
            reason = f"It says “{token.text}” where the quotes say “{said[0].text}”."
            sure = level(source, said[0].at) != claimed and (bool(same_head) or token.low in {"all", "every", "always"})
            yield Finding("quantifiers", reason, contradicts=sure, final=token.low in _TOTAL)
        elif claimed != 3 or not _plural_in_quotes(comparison, token):
            yield Finding("quantifiers", f"The quotes do not say “{token.text}”.", final=token.low in _TOTAL)


def _is_loose(comparison: Comparison, token: Token) -> bool:
    """Tell whether a quantifier says nothing of its own: "both ... and", "any" beside a denial or a superlative."""
    claim = comparison.claim
    after = claim[token.at + 1].low if token.at + 1 < len(claim) else ""
    if token.low in {"anyone", "anybody", "everyone", "everybody"} and after in {"who", "that", "else"}:
        return True  # "anyone who loses a key", told as "when a key is lost"
    if token.low.startswith("every") and token.low != "every":
        return any(other.low == token.low for other in comparison.source)
    if token.low == "both":
        return any(other.low == "and" for other in comparison.source)
    before = claim[token.at - 1].low if token.at else ""
    if token.low == "all" and before == "in" and claim[token.at + 1].kind is Kind.MARK:  # "in all, 41 people came"
        return True
    of_all = token.low == "all" and before in {"of", "at", "in"}  # "of all birds the largest"
    return (of_all or token.low == "any") and any(t.degree == 2 or t.low in closed.NEGATORS | ONLY for t in claim)


def _of_same_head(comparison: Comparison, token: Token) -> list[Token]:
    """Return the quantifiers the quotes have before the word that the claim's quantifier is of."""
    head = next((t for t in comparison.claim[token.at + 1 : token.at + 5] if comparison.matches[t.at]), None)
    if head is None or not says_something(head):
        return []
    source = comparison.source
    return [
        other
        for place in comparison.matches[head.at]
        for other in [each for each in source[max(place - 4, 0) : place] if level(source, each.at)][-1:]
    ]


def _bears(token: Token, claimed: int, other: Token, said: int) -> bool:
    """Tell whether the quotes' word for how many bears out the claim's."""
    if token.low in {"several", "various"} and other.low in {"a_number_of", "some", "certain"}:
        return True
    return claimed == said or said > claimed > 1 or {token.low, other.low} <= {"both", "each"}


def _plural_in_quotes(comparison: Comparison, token: Token) -> bool:
    """Tell whether "various" or "several" is said of what the quotes list or have in the plural."""
    head = next((t for t in comparison.claim[token.at + 1 : token.at + 4] if comparison.matches[t.at]), None)
    plural = head is not None and comparison.source[comparison.matches[head.at][0]].low.endswith("s")
    return plural and token.low in {"various", "several", "multiple"}


def _only(comparison: Comparison) -> Iterator[Finding]:
    claimed = [token for token in comparison.claim if token.low in ONLY]
    if claimed and not any(token.low in ONLY for token in comparison.source):
        restricted = any(token.low in _RESTRICTING or token.lemmas & _RESTRICTING for token in comparison.source)
        yield Finding("quantifiers", f"The quotes do not say “{claimed[0].text}”.", final=not restricted)


def _dropped(comparison: Comparison) -> Iterator[Finding]:
    """Yield what generalises: "some", "few" or "most" of the quotes left out before a noun that the claim keeps."""
    kept = {places[0] for places in comparison.matches if len(places) == 1}
    claimed = {level(comparison.claim, token.at) for token in comparison.claim} - {0}
    claimed |= {2 for token in comparison.claim if token.low == "among"}
    for token in comparison.source:
        said = level(comparison.source, token.at)
        if said not in {1, 2, 4} or token.low in {"nearly", "almost", "virtually"}:
            continue
        counted = any(each.kind is Kind.NUMBER for each in comparison.source[token.at + 1 : token.at + 4])
        if counted and token.low in {"majority", "some"}:  # "a majority of two thirds", "some 2,000 birds"
            continue
        if any(each <= said or {each, said} == {2, 3} for each in claimed):
            continue
        before = comparison.source[token.at - 1].low if token.at else ""
        scoped = said == 2 and before in {"in", "for", "among"} and _same_statement(comparison, token)
        if scoped or _noun_after(comparison, token) in kept:
            yield Finding("quantifiers", f"The quotes say it of “{token.text}” only.")
            return


def _same_statement(comparison: Comparison, token: Token) -> bool:
    """Tell whether the statement a quantifier of the quotes is in is one whose verb the claim has."""
    segments = comparison.source_segments
    verbs = {place for frame in comparison.claim_frames for place in comparison.matches[frame.verb]}
    return any(segments[place] == segments[token.at] for place in verbs)


def _noun_after(comparison: Comparison, token: Token) -> int:
    """Return the place of the word that a quantifier is of: "most of the students", "some rare birds"; -1 if none."""
    following = comparison.source[token.at + 1 : token.at + 5]
    return next((other.at for other in following if says_something(other)), -1)


def _exception(comparison: Comparison) -> Iterator[Finding]:
    """Yield the exception the quotes make and the claim does not: "all but one", "except on Sundays"."""
    for text in (comparison.source, comparison.claim):
        other = comparison.claim if text is comparison.source else comparison.source
        if _excepts(text) and not _excepts(other):
            owner = "The quotes make" if text is comparison.source else "The quotes do not make"
            said = {token.low for token in comparison.claim}
            sure = text is comparison.source and (
                "even" in said or not (said & _LEAVING_ROOM or _is_excepted(comparison))
            )
            yield Finding("quantifiers", f"{owner} an exception.", contradicts=sure)


def _is_excepted(comparison: Comparison) -> bool:
    """Tell whether the claim speaks of what the quotes except: "closed on Mondays" of "open except on Mondays"."""
    places = (token.at for token in comparison.source if token.low in EXCEPTING)
    first = next(places, len(comparison.source))
    return any(place > first for each in comparison.matches for place in each[:1])


def _one_of_several(comparison: Comparison) -> Iterator[Finding]:
    """Yield the superlative that the claim says of one and the quotes of one among several: "one of the oldest"."""
    source = comparison.source
    for token in comparison.claim:
        if token.degree != 2 or _among_several(comparison.claim, token.at):
            continue
        said = [each for each in source if each.degree == 2 and each.low == token.low]
        if said and all(_among_several(source, each.at) for each in said):
            reason = f"It says “{token.text}” where the quotes say “one of the {token.text}”."
            yield Finding("quantifiers", reason, contradicts=True)


def _among_several(tokens: Tokens, at: int) -> bool:
    before = [token.low for token in tokens[max(at - 7, 0) : at]]
    return "among" in before or any(of == "of" and one in _SEVERAL for one, of in pairwise(before))


def _excepts(tokens: Tokens) -> bool:
    for token, after in pairwise(tokens):
        if token.low in EXCEPTING or (token.low in {"all", "every", "none", "nothing"} and after.low == "but"):
            return True
        if token.low == "other" and after.low == "than":
            return True
    return False
