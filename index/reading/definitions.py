"""Where source code defines something: told line by line, by the words that programming languages define with.

A file is not parsed: what is looked for are lines at the margin, and lines one step within a class or its like. A line
that defines nothing and looks as if it did costs a heading too many, never a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_LONGEST_LINE = 300
_LONGEST_NAME = 100
_WIDEST_STEP = 8
_MODIFIERS = (
    r"(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|open|sealed|data|pub"
    r"|pub\([a-z]+\)|unsafe|const|virtual|partial|local|suspend|inline|declare|extern|case|required)\s+){0,6}"
)
_HOLDER = re.compile(
    rf"\s*{_MODIFIERS}(?:class|interface|enum|struct|trait|protocol|object|record|namespace|module|impl(?:<[^>]*>)?"
    r"|extension|actor|mod)\s+(?P<name>[A-Za-z_$][\w$.:]*)"
)
_NAMED = re.compile(
    rf"\s*{_MODIFIERS}(?:def|func|fun|fn|function|sub|type|macro_rules!|procedure)\s+(?:\([^()]*\)\s*)?"
    r"(?P<name>[A-Za-z_$][\w$.:?!-]*)"
)
_ASSIGNED = re.compile(
    rf"{_MODIFIERS}(?:let\s+|var\s+)?(?P<name>[A-Za-z_$][\w$.]*)(?::[^=]*)?\s*(?:=|<-)\s*(?:async\s*)?"
    r"(?:function\b|\([^()]*\)\s*(?::[^=]*)?=>|[A-Za-z_$][\w$]*\s*=>)"
)
_CALLABLE = re.compile(r"\s*(?:[\w<>\[\],.*&:?~@]+\s+[*&]*)*(?P<name>~?[A-Za-z_$][\w$:~]*)\s*\([^;]*[{),]\s*$")
_SHELL = re.compile(r"(?P<name>[A-Za-z_][\w-]*)\s*\(\)\s*\{?\s*$")
_CREATED = re.compile(
    r"\s*create\s+(?:or\s+replace\s+)?(?:(?:unique|temporary|temp|materialized)\s+)*"
    r"(?:table|view|index|function|procedure|trigger|type)\s+(?:if\s+not\s+exists\s+)?(?P<name>[\w.\"`\[\]]+)",
    re.IGNORECASE,
)
_INI = re.compile(r"\[(?P<name>[^\[\]]+)\]\s*$")
_LATEX = re.compile(r"\s*\\(?P<kind>part|chapter|(?:sub){0,2}section)\*?(?:\[[^\]]*\])?\{(?P<name>[^{}]+)")
_LATEX_KINDS: Final = ("part", "chapter", "section", "subsection", "subsubsection")
_FLOW = re.compile(
    r"\s*(?:if|else|elif|for|foreach|while|switch|catch|return|using|lock|with|when|do|new|await|throw)\b"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a line defines: the line's number, counted from 0, the name, and how deep it lies (1 is the margin)."""

    line: int
    name: str
    level: int


def definitions(extension: str, lines: Sequence[str]) -> Iterator[Definition]:
    """Yield the definitions of a file of the language that `extension` stands for, in order."""
    if extension in {".ini", ".cfg", ".properties"}:
        yield from _matching(_INI, lines)
    elif extension == ".sql":
        yield from _matching(_CREATED, lines)
    elif extension == ".tex":
        yield from _chapters(lines)
    else:
        yield from _code(lines)


def _matching(pattern: re.Pattern[str], lines: Sequence[str]) -> Iterator[Definition]:
    for number, line in enumerate(lines):
        if found := pattern.match(line[:_LONGEST_LINE]):
            yield Definition(number, found["name"].strip('"`[] ')[:_LONGEST_NAME], 1)


def _chapters(lines: Sequence[str]) -> Iterator[Definition]:
    for number, line in enumerate(lines):
        if found := _LATEX.match(line[:_LONGEST_LINE]):
            yield Definition(number, found["name"][:_LONGEST_NAME], _LATEX_KINDS.index(found["kind"]) + 1)


def _code(lines: Sequence[str]) -> Iterator[Definition]:
    within: list[tuple[int, bool]] = []
    """How far the definitions are indented that the line may lie within, and whether they hold others."""
    for number, line in enumerate(lines):
        if not line.strip() or len(line) > _LONGEST_LINE:
            continue
        indent = len(line) - len(line.lstrip())
        found = _defined(line, member=indent > 0)
        if found is None:
            continue
        while within and within[-1][0] >= indent:
            within.pop()
        if _holds(within, indent):
            name, holder = found
            yield Definition(number, name[:_LONGEST_NAME], len(within) + 1)
            within.append((indent, holder))


def _holds(within: list[tuple[int, bool]], indent: int) -> bool:
    """Whether a line lies where definitions do: at the margin, or one step within what holds them."""
    if not within:
        return indent == 0
    outer, holder = within[-1]
    return holder and indent - outer <= _WIDEST_STEP


def _defined(line: str, *, member: bool) -> tuple[str, bool] | None:
    """Return the name a line defines and whether it holds further definitions, None where it defines nothing."""
    if _FLOW.match(line):
        return None
    if found := _HOLDER.match(line):
        return found["name"].rstrip(":."), True
    for pattern in (_NAMED,) if member else (_NAMED, _ASSIGNED, _SHELL):
        if found := pattern.match(line):
            return found["name"].rstrip(":."), False
    return _called(line, member=member)


def _called(line: str, *, member: bool) -> tuple[str, bool] | None:
    """Return the name of a function that is defined as in C: a type, a name, its arguments, and no semicolon."""
    found = _CALLABLE.match(line) if "(" in line else None
    if found is None:
        return None
    typed = bool(line[: found.start("name")].strip())
    if member and ("=>" in line or not (typed or line.rstrip().endswith("{"))):
        return None
    return (found["name"], False) if member or typed else None
