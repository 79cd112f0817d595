"""What `footnote ask` costs from a cold start with an existing index, beside importing LlamaIndex."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import cost_of_process, median_of, print_costs
from opening import fresh_settings
from prose import articles

from bot.app import App

RUNS = 5
DOCUMENTS = 20
FOOTNOTE = (sys.executable, "-c", "from bot.terminal.main import main; main()")
IMPORT = "python -c 'import llama_index.core'"
ASK = "footnote ask --json"


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        question = _fill(Path(folder))
        environment = {**os.environ, "FOOTNOTE_DATA_DIR": folder}
        environment.pop("DATABASE_URL", None)
        commands = {
            IMPORT: (sys.executable, "-c", "import llama_index.core"),
            ASK: (*FOOTNOTE, "ask", question, "--json"),
        }
        # The first round compiles what is not compiled yet and is left out.
        rounds = [
            {name: cost_of_process(command, environment) for name, command in commands.items()} for _ in range(RUNS + 1)
        ]
    print(f"An index of {DOCUMENTS} documents. Medians of {RUNS} runs, each a process of its own:")
    print_costs({name: median_of([each[name] for each in rounds[1:]]) for name in commands}, basis=IMPORT)


def _fill(folder: Path) -> str:
    """Make the index and return a question it answers."""
    app = App(fresh_settings(folder))
    library = app.library("local")
    for article in islice(articles(), DOCUMENTS):
        library.add_bytes(article.name, article.name, article.text.encode())
    app.close()
    return next(articles()).question


if __name__ == "__main__":
    main()
