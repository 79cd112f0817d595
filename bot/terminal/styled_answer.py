"""An answer for a terminal: wrapped to its width, marks and quotes set apart. Loads rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bot.answering.answer import marks
from bot.terminal.plain_answer import CLOSEST, NOT_FOUND, place
from bot.terminal.safe_text import one_line
from bot.terminal.small_print import sentence, small_print

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Citation

MARK: Final = "bold cyan"
FAINT: Final = "dim"


def styled_answer(answer: Answer, console: Console) -> Group:
    """Return the answer with its quotes, or that there is none and what comes closest, for `console.print`.

    Every piece is a rich Text, so that nothing a document says is taken for markup.
    """
    below = "\n".join(small_print(answer))
    small = [Text(f"\n{below}", style=FAINT)] if below else []
    if answer.claims:
        quotes = (quoted(each, console, MARK, "italic") for each in answer.citations)
        return Group(sentences(answer), *quotes, *small)
    not_found = Text(NOT_FOUND, style="bold yellow")
    if not answer.closest:
        return Group(not_found, *small)
    closest = (quoted(each, console, FAINT, FAINT) for each in answer.closest)
    return Group(not_found, "", Text(CLOSEST), *closest, *small)


def sentences(answer: Answer) -> Text:
    """Return what the answer says, each sentence with its marks."""
    text = Text()
    for claim in answer.claims:
        text.append(" " if text else "").append(sentence(claim, answer))
        text.append(f" {marks(claim)}", style=MARK)
    return text


def quoted(citation: Citation, console: Console, mark_style: str, quote_style: str, where: str = "") -> Group:
    """Put a citation's mark beside its place, or `where`, and its quote behind a bar that every line of it has."""
    mark = Text(f"[{citation.number}]", style=mark_style)
    bar = Text("| " if console.options.ascii_only else "▎ ", style=mark_style)
    quote = Text(one_line(citation.quote.text), style=quote_style)
    lines = quote.wrap(console, console.width - len(mark) - 1 - len(bar))
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row(mark, Group(Text(where or place(citation), style=FAINT), *(Text.assemble(bar, line) for line in lines)))
    return Group("", row)
