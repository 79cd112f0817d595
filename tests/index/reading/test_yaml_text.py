from __future__ import annotations

import pytest

from index.errors import SourceUnreadable
from index.reading import read

CONFIG = """
base: &base {fee: 1.10, open: yes}
hall:
  <<: *base
  name: Blue hall
  about: |
    A long text.

    In two paragraphs.
  fee: 2.50
"""


def text(source: str) -> str:
    return read("config.yaml", source.encode()).text


def test_scalars_keep_their_letters_and_merged_fields_give_way_to_own_ones() -> None:
    assert text(CONFIG) == (
        "base\n\nfee: 1.10\n\nopen: yes\n\n"
        "hall\n\nfee: 2.50\n\nopen: yes\n\nname: Blue hall\n\nabout\n\nA long text.\n\nIn two paragraphs."
    )


def test_documents_of_one_file_stand_one_after_another() -> None:
    reading = read("all.yml", b"kind: Service\nport: 80\n---\nkind: Pod\nimage: club\n---\n")
    assert reading.text == "kind: Service | port: 80\nkind: Pod | image: club"


def test_a_field_named_twice_is_kept_twice() -> None:
    assert text("a: 1\na: 2\na: 3\n") == "a: 1\n\na (2): 2\n\na (3): 3"


def test_keys_that_are_no_words_are_written_out() -> None:
    assert text("? [a, b]\n: 1\n? {c: d}\n: 2\n? \n: 3\n") == "a, b: 1\n\nc: 2\n\nnull: 3"


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!Ref", "!!int", "!!binary"]
)
def test_no_tag_does_anything(tag: str) -> None:
    assert text(f"a: {tag} [echo]") == "a: echo"
    assert text(f"a: {tag} echo") == "a: echo"


@pytest.mark.parametrize(
    ("source", "line"), [("a: 1\nb: c: d\n", 2), ("a: *nobody\n", 0), ("a: [1, 2\n", 2), ("\ta: 1", 1), ("a: 'x", 1)]
)
def test_what_breaks_the_rules_is_refused_with_its_line_where_it_has_one(source: str, line: int) -> None:
    with pytest.raises(SourceUnreadable, match=rf"not valid YAML \(line {line}\)" if line else "not valid YAML;"):
        read("a.yaml", source.encode())


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [" + ", ".join(["laugh"] * 10) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 12)]
    with pytest.raises(SourceUnreadable, match="repeats itself by aliases"):
        read("laughs.yaml", "\n".join(lines).encode())


def test_an_alias_within_what_it_stands_for_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="an alias in the file stands for itself"):
        read("loop.yaml", b"a: &a [1, *a]")


def test_an_anchor_may_be_set_anew() -> None:
    assert text("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == "a: 1\n\nb: 1\n\nc: 2\n\nd: 2"


@pytest.mark.parametrize("source", ["[" * 100_000, "- " * 100_000, "{a: " * 1_000, "? " * 1_000])
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(SourceUnreadable, match="nested more than 100 levels deep"):
        read("deep.yaml", source.encode())


def test_many_fields_of_one_name_take_no_long() -> None:
    assert text("a: 1\n" * 5_000).endswith("a (5000): 1")
