"""Footnote's figures on the public sets; beside its retrieval, LlamaIndex's untuned pipeline on the same questions."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from llama_default import LlamaDefault
from opening import fresh_settings, loaded_model
from public_sets import PUBLIC_SETS

from bot import evaluation
from bot.evaluation.documents import measure_documents
from bot.evaluation.figures import Figure
from bot.evaluation.questions import load_questions
from bot.evaluation.retrieval import retrieval_figures
from bot.settings import Settings
from index.reading import read

SETS = ("squad2", "chroma")


def main() -> None:
    """Measure and print each set that is there, or those named as arguments."""
    for name in sys.argv[1:] or SETS:
        folder = PUBLIC_SETS / name
        if folder.is_dir():
            print(f"\n{name}")
            _compare(folder)
        else:
            print(f"{name}: ../shared/benchmarks/{name} is not here, so it is left out.")


def _compare(folder: Path) -> None:
    with TemporaryDirectory(prefix="footnote-bench-") as data:
        settings = fresh_settings(Path(data))
    report = evaluation.run(folder, settings)
    print("\n".join(report.lines()))
    print("retrieval of LlamaIndex's default pipeline, with Footnote's ratio to it")
    for ours, theirs in zip(report.sections["retrieval"], _llama_figures(folder, settings), strict=True):
        ratio = f"{ours.value / theirs.value:.2f}" if ours.value is not None and theirs.value else "–"
        print(f"{theirs.line()}   ratio {ratio}")


def _llama_figures(folder: Path, settings: Settings) -> tuple[Figure, ...]:
    characters = measure_documents(folder, settings.max_file_bytes)
    texts = {name: read(name, (folder / "documents" / name).read_bytes()).text for name in characters}
    llama = LlamaDefault(texts, loaded_model(settings))
    questions = load_questions(folder, characters, settings.max_question_chars)
    return retrieval_figures([(each, llama.places(each.question)) for each in questions if each.has_answer])


if __name__ == "__main__":
    main()
