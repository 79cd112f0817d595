"""YAML: every value beside its name, as written. Nothing in a file is ever made into an object of a program.

The tree is built from the parser's events, without recursion: what an alias stands for is not copied until it is
written, and how often that may happen is counted first.
"""

from __future__ import annotations

from typing import Any

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.tree_text import MOST_NESTED, Tree, too_deep, tree_reading

_MOST_COPIED = 50_000
_MERGE = "<<"


def read(file: str, data: bytes) -> Reading:
    """Return the file's data as text, several documents in it one after another.

    Raises SourceUnreadable for a file that breaks the rules of YAML, nests too deeply, or repeats itself by aliases.
    """
    import yaml

    found = decoded(file, data)
    building = _Building(file)
    try:
        for event in yaml.parse(found.text.removeprefix("\ufeff"), Loader=_loader()):
            building.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid(file, f" (line {mark.line + 1:,})" if mark else "") from None
    except yaml.YAMLError:
        raise _invalid(file, "") from None
    documents: list[Tree] = [document for document in building.documents if document is not None]
    tree = documents[0] if len(documents) == 1 else documents
    return tree_reading(file, tree, found.notes)


class _Building:
    """Puts events together to trees. Scalars keep their letters; an alias is the very object it stands for."""

    def __init__(self, file: str) -> None:
        self.documents: list[Tree] = []
        self._file = file
        self._open: list[dict[str, Tree] | list[Tree]] = []
        self._keys: list[str | None] = []
        self._anchors: dict[str, Tree] = {}
        self._unfinished: set[int] = set()
        self._sizes: dict[int, int] = {}
        self._times: dict[tuple[int, str], int] = {}
        self._copied = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._anchors.clear()
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            self._begin({} if kind[0] == "M" else [], event.anchor)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self._keys.pop()
            self._put(self._end())
        elif kind == "ScalarEvent":
            plain = event.value if event.value or event.style else None
            self._anchor(event.anchor, plain)
            self._put(plain)
        elif kind == "AliasEvent":
            self._put(self._meant(event.anchor))

    def _begin(self, node: dict[str, Tree] | list[Tree], anchor: str | None) -> None:
        if len(self._open) >= MOST_NESTED:
            raise too_deep(self._file)
        self._open.append(node)
        self._keys.append(None)
        self._unfinished.add(id(node))
        self._anchor(anchor, node)

    def _end(self) -> Tree:
        node = self._open.pop()
        self._unfinished.discard(id(node))
        return node

    def _anchor(self, name: str | None, node: Tree) -> None:
        if name is not None:
            self._anchors[name] = node

    def _meant(self, name: str) -> Tree:
        if name not in self._anchors:
            raise _invalid(self._file, "")
        node = self._anchors[name]
        if id(node) in self._unfinished:
            raise SourceUnreadable(f"{self._file}: an alias in the file stands for itself; remove it.")
        self._copied += self._size(node)
        if self._copied > _MOST_COPIED:
            raise SourceUnreadable(
                f"{self._file}: the file repeats itself by aliases without end; write out what matters."
            )
        return node

    def _size(self, node: Tree) -> int:
        """Return how many values are below a finished node, aliases within it counted as often as they stand there."""
        if not isinstance(node, dict | list):
            return 1
        if id(node) not in self._sizes:
            self._sizes[id(node)] = 1 + sum(map(self._size, node.values() if isinstance(node, dict) else node))
        return self._sizes[id(node)]

    def _put(self, node: Tree) -> None:
        """Put a finished node where it belongs: into its list, as a key, or as the value of the key before it."""
        if not self._open:
            self.documents.append(node)
            return
        into, key = self._open[-1], self._keys[-1]
        if isinstance(into, list):
            into.append(node)
        elif key is None:
            self._keys[-1] = node if isinstance(node, str) else _as_key(node)
        else:
            self._keys[-1] = None
            self._set(into, key, node)

    def _set(self, into: dict[str, Tree], key: str, node: Tree) -> None:
        """Set a field; one whose name was there already is numbered, and `<<` brings the fields of others along."""
        if key == _MERGE and isinstance(node, dict | list):
            for source in node if isinstance(node, list) else [node]:
                if isinstance(source, dict):
                    into.update((name, value) for name, value in source.items() if name not in into)
            return
        times = self._times[id(into), key] = self._times.get((id(into), key), 0) + 1
        into[key if times == 1 else f"{key} ({times})"] = node


def _as_key(node: Tree) -> str:
    """Return the name of a field that is named by a list, an object or nothing."""
    if isinstance(node, list):
        return ", ".join(each for each in node if isinstance(each, str))
    return ", ".join(node) if isinstance(node, dict) else "null"


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _invalid(file: str, place: str) -> SourceUnreadable:
    return SourceUnreadable(f"{file}: this is not valid YAML{place}; correct it there and add it again.")


FORMAT = Format("YAML", (".yaml", ".yml"), ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"), read)
