"""A checked text for a terminal: a sign for each verdict, the reason below its claim. Loads rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bot.terminal.safe_text import one_line
from bot.terminal.styled_answer import FAINT, MARK, quoted

if TYPE_CHECKING:
    from bot.answering.checking.checked import CheckedText

SIGNS: Final = {"supported": ("✓", "green"), "contradicted": ("✗", "bold red"), "unsupported": ("?", "yellow")}


def styled_check(checked: CheckedText, console: Console) -> Group:
    """Return the claims with their verdicts and quotes, for `console.print`.

    Every piece is a rich Text, so that nothing a text or a document says is taken for markup.
    """
    claims = Table.grid(padding=(0, 1, 0, 0))
    for claim in checked.claims:
        sign, style = SIGNS[claim.verdict]
        verdict = str(claim.verdict) if console.options.ascii_only else f"{sign} {claim.verdict}"
        text = Text(one_line(claim.text)).append(f" {claim.marks}" if claim.marks else "", style=MARK)
        claims.add_row(Text(verdict, style=style), Group(text, Text(one_line(claim.reason), style=FAINT)))
    note = [Text(f"\n{one_line(checked.note)}", style=FAINT)] if checked.note else []
    return Group(claims, *(quoted(each, console, MARK, "italic") for each in checked.citations), *note)
