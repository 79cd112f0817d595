"""Any history of changes, in two libraries of one store, ends where it should."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from index.documents import Document
from tests.support.apps import open_app
from tests.support.checks import assert_whole
from tests.support.texts import any_text

SOURCES = st.sampled_from(["a.txt", "b.txt", "c.txt"])
LIBRARIES = st.sampled_from(["local", "server"])
TEXTS = any_text.map(lambda text: "The text begins. " + text.replace("\x1b", "") + " It ends.").filter(
    lambda text: not any(ord(character) < 9 or 13 < ord(character) < 32 or ord(character) == 127 for character in text)
)


class History(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.app = open_app(Path(self.folder.name))
        self.held: dict[str, dict[str, str]] = {"local": {}, "server": {}}
        self.past: dict[tuple[str, str], list[str]] = {}  # what each version of each document said, the first first

    @rule(library=LIBRARIES, source=SOURCES, text=TEXTS)
    def add(self, library: str, source: str, text: str) -> None:
        known = self.held[library].get(source)
        outcome = self.app.library(library).add_bytes(source, source, text.encode()).outcome
        assert outcome == ("added" if known is None else "unchanged" if known == text else "changed")
        self.held[library][source] = text
        if known != text:
            self.past.setdefault((library, source), []).append(text)

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        library, source = self._one(data)
        text = self.held[library][source]
        assert self.app.library(library).add_bytes(source, source, text.encode()).outcome == "unchanged"

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        library, source = self._one(data)
        self.app.library(library).remove(source)
        del self.held[library][source]
        del self.past[library, source]

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def reindex(self, data: st.DataObject) -> None:
        library, source = self._one(data)
        shelf = self.app.library(library)
        shelf.reindex(next(document for document in shelf.documents() if document.source == source))

    @precondition(lambda self: any(self.held.values()))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        library, source = self._one(data)
        past = self.past[library, source]
        number = data.draw(st.integers(1, len(past)))
        shelf = self.app.library(library)
        document = next(document for document in shelf.documents() if document.source == source)
        known, text = self.held[library][source], past[number - 1]
        assert shelf.restore(document, number).outcome == ("unchanged" if text == known else "restored")
        self.held[library][source] = text
        if text != known:
            past.append(text)

    @rule()
    def restart(self) -> None:
        self.app.close()
        self.app = open_app(Path(self.folder.name))

    @invariant()
    def every_part_agrees(self) -> None:
        for library, texts in self.held.items():
            assert_whole(self.app, texts, library)
            for document in self.app.library(library).documents():
                self._assert_past(library, document)

    def _assert_past(self, library: str, document: Document) -> None:
        shelf = self.app.library(library)
        for number, text in enumerate(self.past[library, document.source], 1):
            found = shelf.version_text(document.id, number)
            assert found is not None
            assert (found.text, found.live) == (text, number == document.version)
            passages = shelf.version_passages(document.id, number)
            assert passages
            assert all(passage.text == passage.span.of(text) for passage in passages)

    def teardown(self) -> None:
        if hasattr(self, "app"):
            self.app.close()
            self.folder.cleanup()

    def _one(self, data: st.DataObject) -> tuple[str, str]:
        return data.draw(st.sampled_from([(library, source) for library in self.held for source in self.held[library]]))


class TestHistory(History.TestCase):  # type: ignore[misc,name-defined]
    settings = settings(max_examples=4, stateful_step_count=12)
