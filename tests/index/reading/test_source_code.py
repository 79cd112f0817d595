from __future__ import annotations

import pytest

from index.passages import make_passages, rough_tokens
from index.reading import read
from tests.support.readings import assert_sound

STORE = '''"""Connecting to the store."""

RETRIES = 3  # how often a connection is tried


class Store:
    """The store of the club."""

    # Waits longer each time.
    @retried
    def connect(self, host: str, timeout: float = 30.0) -> bool:
        """Open a connection."""
        def inner() -> None:
            return None
        return self.try_it(host, timeout)


def helper(value):
    return value
'''


def headings(name: str, text: str) -> list[tuple[int, str]]:
    reading = read(name, text.encode())
    assert reading.text == text
    assert_sound(reading)
    return [(heading.level, heading.text) for heading in reading.headings]


def test_the_text_is_the_file_and_its_definitions_are_headings() -> None:
    assert headings("store.py", STORE) == [(1, "Store"), (2, "connect"), (1, "helper")]
    assert read("src/store.py", STORE.encode()).title == "store.py"


def test_every_line_of_code_can_be_quoted_with_the_definition_it_stands_in() -> None:
    passages = make_passages(read("store.py", STORE.encode()), rough_tokens)
    quotes = {span.of(STORE): passage.heading for passage in passages for span in passage.sentences}
    assert quotes["RETRIES = 3  # how often a connection is tried"] == ""
    assert quotes["class Store:"] == "Store"
    place = next(place for quote, place in quotes.items() if "timeout: float = 30.0" in quote)
    assert place == "Store › connect"
    assert quotes["return value"] == "helper"


def test_comments_and_decorators_above_a_definition_belong_to_it() -> None:
    passages = make_passages(read("store.py", STORE.encode()), rough_tokens)
    connect = next(passage for passage in passages if passage.heading == "Store › connect")
    assert connect.text.startswith("# Waits longer each time.")
    assert connect.line == 9


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "a.js",
            "\nexport async function fee(a) { foo(a) }\nclass A {\n  m(x) {\n    y(x);\n  }\n}\nconst f = (x) => x;\n",
            [(1, "fee"), (1, "A"), (2, "m"), (1, "f")],
        ),
        ("a.ts", "\nexport interface P { a: string }\ntype X = 1;\n", [(1, "P"), (1, "X")]),
        (
            "A.java",
            "\npublic class A {\n  public int fee(int n) {\n    return g(n);\n  }\n}\n",
            [(1, "A"), (2, "fee")],
        ),
        ("a.c", "#include <x.h>\nint main(void)\n{\n  foo(1);\n}\nint proto(int);\n", [(1, "main")]),
        ("a.cpp", "\nint A::f() {\n  return g(1);\n}\n", [(1, "A::f")]),
        (
            "a.cs",
            "\nnamespace N\n{\n    class A\n    {\n        public int F(int x)\n        {\n        }\n    }\n}\n",
            [(1, "N"), (2, "A"), (3, "F")],
        ),
        ("a.go", "\nfunc Fee(n int) int { return n }\nfunc (s *S) Do() {}\n", [(1, "Fee"), (1, "Do")]),
        ("a.rs", "\npub fn fee(n: i32) {}\nimpl A {\n    fn m(&self) {}\n}\n", [(1, "fee"), (1, "A"), (2, "m")]),
        ("a.rb", "\nclass A\n  def m(x)\n    puts x\n  end\nend\n", [(1, "A"), (2, "m")]),
        ("a.sh", "\nfee() {\n  foo 1\n}\nfee 1\n", [(1, "fee")]),
        ("a.sql", '\nCREATE TABLE IF NOT EXISTS "club".members (\n  id INT\n);\n', [(1, 'club".members')]),
        ("a.ini", "\n[club]\nfee = 20\n", [(1, "club")]),
        ("a.tex", "\n\\section{Fees}\nwords\n\\subsection*{Guests}\n", [(3, "Fees"), (4, "Guests")]),
        ("a.css", "\n.club { color: red }\n", []),
    ],
)
def test_definitions_are_found_in_many_languages(name: str, text: str, found: list[tuple[int, str]]) -> None:
    assert headings(name, text) == found


@pytest.mark.parametrize(
    "line", ["a(" * 50_000, "class A:\n" * 2_000, "int f(\n" * 2_000, "#\n" * 5_000, "public " * 42]
)
def test_code_of_one_piece_over_and_over_is_read(line: str) -> None:
    reading = read("a.py", line.encode())
    assert reading.text == line
    assert_sound(reading)
