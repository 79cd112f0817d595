"""Prompts, one Markdown file each. The extractive writer needs none; the writer that uses a model reads them here.

A file begins with its version between two lines of dashes, and has the sections and placeholders that PARTS names. A
folder may hold files of the same names, which are used in place of those here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

PARTS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "answer": {
        "Instructions": frozenset({"boundary"}),
        "As JSON": frozenset(),
        "As lines": frozenset(),
        "Message": frozenset({"boundary", "passages", "question"}),
        "Again": frozenset({"boundary", "reasons"}),
    },
    "entailment": {"Instructions": frozenset({"boundary"}), "Message": frozenset({"claims", "ids"})},
    "follow_up": {
        "Instructions": frozenset({"boundary"}),
        "Message": frozenset({"boundary", "conversation", "question"}),
    },
    "summary": {
        "Instructions": frozenset({"boundary"}),
        "As JSON": frozenset(),
        "As lines": frozenset(),
        "Message": frozenset({"boundary", "passages", "wish"}),
        "Again": frozenset({"boundary", "reasons"}),
    },
    "summary_choice": {
        "Instructions": frozenset({"boundary"}),
        "As JSON": frozenset(),
        "As lines": frozenset(),
        "Message": frozenset({"boundary", "claims", "wish"}),
    },
}
"""The sections of each prompt, and the placeholders that each section must hold."""

FRONT: Final = re.compile(
    r"\s*---\s*\nversion:[ \t]*(?P<version>[\w.-]{1,40})[ \t]*\n---[ \t]*\n(?P<body>.*)", re.DOTALL
)
SECTION: Final = re.compile(r"^# (?P<name>.+?)[ \t]*$", re.MULTILINE)
PLACEHOLDER: Final = re.compile(r"\{\{\s*(?P<name>\w*)\s*\}\}")
MOST_BYTES: Final = 100_000


class PromptUnusable(ValueError):
    """A prompt cannot be used; the message is one sentence that names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt with places for values. `version` tells any two texts apart."""

    version: str
    sections: Mapping[str, str]

    def fill(self, section: str, **values: str) -> str:
        """Return a section with the values in their places; what looks like a placeholder in a value stays as it is."""
        return PLACEHOLDER.sub(lambda place: values[place["name"]], self.sections[section])


@dataclass(frozen=True, slots=True)
class Prompts:
    """Every prompt there is."""

    answer: Template
    entailment: Template
    follow_up: Template
    summary: Template
    summary_choice: Template

    @property
    def version(self) -> str:
        """Which prompts these are: it differs as soon as a letter of one does."""
        each = (self.answer, self.entailment, self.follow_up, self.summary, self.summary_choice)
        return ", ".join(template.version for template in each)


def load(folder: Path | None = None) -> Prompts:
    """Return the prompts, each from the folder where it has a file of that name. Raises PromptUnusable."""
    if folder is not None and not folder.is_dir():
        raise PromptUnusable("PROMPTS_DIR is no folder that can be read: name one, or leave the setting empty.")
    return Prompts(*(_load(name, folder) for name in PARTS))


def _load(name: str, folder: Path | None) -> Template:
    override = folder / f"{name}.md" if folder else None
    try:
        used = override if override and override.exists() else files(__name__) / f"{name}.md"
        raw = used.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        raise _unusable(name, "cannot be read as UTF-8 text") from None
    if len(raw) > MOST_BYTES:
        raise _unusable(name, f"is over {MOST_BYTES:,} bytes")
    front = FRONT.fullmatch(text)
    if front is None:
        raise _unusable(name, "does not begin with its version, `version: 1` between two lines of dashes")
    sections = _sections(name, front["body"])
    return Template(f"{name} {front['version']} {sha256(text.encode()).hexdigest()[:16]}", sections)


def _sections(name: str, body: str) -> dict[str, str]:
    """Cut a prompt at its headings, and hold the sections against PARTS."""
    _, *pieces = SECTION.split(body)
    sections = {title: text.strip() for title, text in zip(pieces[::2], pieces[1::2], strict=True)}
    for title, expected in PARTS[name].items():
        if not sections.get(title):
            raise _unusable(name, f'has no section "# {title}"')
        held = {place["name"] for place in PLACEHOLDER.finditer(sections[title])}
        if missing := expected - held:
            raise _unusable(name, f'lacks {{{{{min(missing)}}}}} in the section "# {title}"')
        if unknown := held - expected:
            raise _unusable(name, f'has {{{{{min(unknown)}}}}} in the section "# {title}", where nothing is put')
    return sections


def _unusable(name: str, problem: str) -> PromptUnusable:
    return PromptUnusable(f"The prompt {name}.md in PROMPTS_DIR {problem}: mend it, or take it out of the folder.")
