"""The claims of a text: its statements, one by one, without what states nothing.

Questions, greetings, requests, headings and empty lines are left out. A sentence of two clauses that could each stand
alone ("It opened in May, and Ada runs it") is two claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.answering.checking.verbs import first_verb
from index.search.terms import FUNCTION_WORDS, WORD
from index.sentences import sentence_spans

MARKUP: Final = re.compile(r"(?:\*\*|__|~~|\|\||`+)|(?<!\w)[*_](?=\S)|(?<=[^\s*_])[*_](?!\w)")
LINK: Final = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\)")
TOKEN: Final = re.compile(
    r"(?<![^\S\n])[^\S\n]*+(?:<(?:[@#][!&]?\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|https?://[^>\s]+)>|\[\d+\])"
)
"""What Discord shows as a name, an emoji or a time, and marks of citations."""
LINE_OPENING: Final = re.compile(
    r"^[^\S\n]*(?:>+[^\S\n]*|[-*+•‣–][^\S\n]+(?:\[[ xX]\][^\S\n]+)?|\(?\d{1,3}[.)][^\S\n]+)+"
)
HEADING: Final = re.compile(r"^[^\S\n]*#{1,6}[^\S\n].*$|^[^\S\n]*(?:[-=*_][^\S\n]*){3,}$|^[^\S\n]*```.*$", re.MULTILINE)

DOCUMENTS: Final = (
    r"(?:the|these|our|your) (?:documents?|docs|documentation|guides?|handbook|library|manual|rules|wiki)"
)
LEAD_IN: Final = re.compile(
    r"(?:(?:and|but)\s"
    r"|(?:so|also|well|actually|in fact|indeed|oh|ok|okay|yes|no|yeah|yep|fyi|btw|by the way|of course|in short"
    r"|to be clear|to be fair|honestly|basically|however|moreover|furthermore|besides|as you know)\s*[,:–—]\s*"
    r"|(?:fyi|btw|iirc|afaik|as far as i (?:know|remember))\b\s*,?\s*"
    r"|i (?:also )?(?:think|believe|guess|bet|remember|recall)(?: that)?,?\s"
    r"|(?:i (?:have |'ve |’ve )?(?:heard|read|know|am sure|was told)|i['’]m sure|did you know|(?:please )?note|remember"
    r"|it is (?:true|known|clear|a fact)|keep in mind) that\s"
    rf"|{DOCUMENTS} (?:says?|states?)(?: that)?\s|according to {DOCUMENTS},\s"
    r")",
    re.IGNORECASE,
)
"""What a person says before the claim itself."""
SHORTEST_WRAPPED: Final = 60
"""Characters; the end of a shorter line is meant, as in chats, where nobody writes full stops."""
LOWER_CASE_START: Final = re.compile(
    r"(?<=\w{3}[.!?])(?<!\betc\.)(?<!pprox\.)(?<!\bincl\.)(?<!\bdept\.)\s(?=[a-z])|(?<=[!?][!?])\s(?=[a-z])"
)
SURELY: Final = re.compile(r"did you know that\b", re.IGNORECASE)
GREETING: Final = re.compile(
    r"\W*(?:(?:hi|hello|hey|hiya|dear|thanks?|thank you|cheers|welcome|bye|goodbye|sorry|congrats|please|lol|wow"
    r"|good (?:morning|afternoon|evening|night|luck|day|point|question)|(?:kind |best |warm )?(?:regards|wishes)"
    r"|ok|okay|yes|no|yeah|yep|nope|sure|great|nice|cool|right|exactly|agreed)"
    r"(?:\W*$|\s*[,!.:;–—]|\s+(?:a|again|all|and|anyone|everybody|everyone|folks|for|guys|so|team|there|to|very|you)\b))",
    re.IGNORECASE,
)
LONGEST_GREETING: Final = 5
"""Words; what opens like a greeting and goes on for longer states something."""
REQUEST: Final = re.compile(
    r"\W*(?:please\b|let(?:['’]s| us| me)\b|(?:do not|don['’]t|never) (?:be|do|forget|go|miss|use|worry)\b"
    r"|(?:add|ask|bring|call|check|click|come|compare|consider|contact|copy|feel|fill|find|follow|forget|get|give|go|have"
    r"|help|imagine|join|keep|leave|look|make|mind|open|paste|post|put|read|remember|run|say|search|see|send|share|stop"
    r"|take|tell|think|try|type|use|visit|wait|watch|write)"
    r" (?:a|all|an|and|at|below|by|for|free|her|here|him|how|if|in|into|it|me|my|no|on|our|out|sure|that|the|them|these"
    r"|this|those|to|up|us|what|when|where|whether|which|who|why|with|you|your)\b)",
    re.IGNORECASE,
)
FEWEST_WORDS: Final = 3
"""A line of fewer words states nothing, unless it is a sentence ("Dogs bark.") or has a figure ("Fee: 12")."""

CLAUSE_BORDER: Final = re.compile(r"\s*;\s+|,\s+(?:and|but|while|whereas)\s+")
DEPENDENT: Final = re.compile(
    r"\b(?:if|unless|when|whenever|because|since|although|though|that|who|which|whose|where|whether|or|neither|nor|not"
    r"|said|says|would|could|may|might)\b|[\"“”()]"
)
"""What can reach from one clause into the next, which then does not stand alone."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim in its writer's words (`text`), and what it says without the words around it (`said`)."""

    text: str
    said: str


def statements(text: str) -> Iterator[Statement | None]:
    """Yield the claims of `text` in order, and None for each sentence that claims nothing."""
    plain = _without_markup(text)
    for sentence in _sentences(plain):
        said = _said(sentence)
        if said is None:
            yield None
        else:
            yield from _clauses(sentence, said)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences, also those that people begin without a capital."""
    for span in sentence_spans(text):
        yield from LOWER_CASE_START.split(" ".join(span.of(text).split()))


def _without_markup(text: str) -> str:
    """Return the text without Markdown; what was a line or an item of its own stays one, as a paragraph."""
    text = HEADING.sub("\n", text.replace("\r\n", "\n"))
    lines = (_as_paragraph(line) for line in TOKEN.sub("", LINK.sub(r"\1", text)).split("\n"))
    return MARKUP.sub("", "\n".join(lines))


def _as_paragraph(line: str) -> str:
    """Return a line, parted from the next one where it is an item or too short to have been wrapped."""
    opening = LINE_OPENING.match(line)
    line = f"\n{line[opening.end() :]}" if opening else line
    return line if len(line) > SHORTEST_WRAPPED else f"{line}\n"


def _said(sentence: str) -> str | None:
    """Return what the sentence states, without what leads up to it; None where it states nothing."""
    said = sentence
    while (lead_in := LEAD_IN.match(said)) and lead_in.end() < len(said):
        said = said[lead_in.end() :]
    said = said[:1].upper() + said[1:]
    words = WORD.findall(said.lower())
    if FUNCTION_WORDS.issuperset(words):
        return None
    if sentence.rstrip("\"'”’)* ").endswith("?"):
        return f"{said.rstrip('?')}." if SURELY.match(sentence) else None
    if REQUEST.match(said) or (GREETING.match(said) and len(words) <= LONGEST_GREETING):
        return None
    return said if len(words) >= FEWEST_WORDS or said.endswith(".") or any(map(str.isdigit, said)) else None


def _clauses(sentence: str, said: str) -> Iterator[Statement]:
    """Yield the clauses of a sentence that can each stand alone; the sentence itself where they cannot."""
    parts = CLAUSE_BORDER.split(said)
    if (
        len(parts) == 1
        or DEPENDENT.search(said[:1].lower() + said[1:])
        or not all(_stands_alone(part) for part in parts)
    ):
        yield Statement(sentence, said)
        return
    for part in parts:
        whole = part[:1].upper() + part[1:].rstrip(" .,;")
        yield Statement(f"{whole}.", f"{whole}.")


def _stands_alone(clause: str) -> bool:
    return len(WORD.findall(clause)) >= FEWEST_WORDS and first_verb(clause) is not None
