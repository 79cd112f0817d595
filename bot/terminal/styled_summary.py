"""A summary for a terminal: titles set apart, a point before each sentence, the quotes as below answers. Loads rich."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answering.answer import marks
from bot.answering.summaries.markdown import nothing_said
from bot.terminal.plain_summary import below, where
from bot.terminal.safe_text import one_line
from bot.terminal.small_print import sentence
from bot.terminal.styled_answer import FAINT, MARK, quoted

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.summaries.summary import Part, Summary


def styled_summary(summary: Summary, console: Console) -> Group:
    """Return the summary with its quotes, for `console.print`.

    Every piece is a rich Text, so that nothing a document says is taken for markup.
    """
    return Group(*_pieces(summary, console))


def _pieces(summary: Summary, console: Console) -> Iterator[RenderableType]:
    answer = summary.answer
    yield Text(one_line(answer.question), style="bold")
    yield Text(one_line(str(summary.coverage)), style=FAINT if summary.coverage.whole else "yellow")
    if not summary.parts and (nothing := nothing_said(summary)):
        yield Text(f"\n{one_line(nothing)}")
    for part in summary.parts:
        yield Text(f"\n{one_line(part.title)}" if part.title else "", style="bold")
        yield _sentences(part, answer, "-" if console.options.ascii_only else "•")
    for citation in answer.citations:
        yield quoted(citation, console, MARK, "italic", where(citation, summary))
    small = "\n".join(below(summary))
    if small:
        yield Text(f"\n{small}", style=FAINT)


def _sentences(part: Part, answer: Answer, point: str) -> Table:
    rows = Table.grid(padding=(0, 1, 0, 0))
    for claim in part.claims:
        rows.add_row(Text(point, style=MARK), Text(sentence(claim, answer)).append(f" {marks(claim)}", style=MARK))
    return rows
