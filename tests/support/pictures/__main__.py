"""Draws the pictures of docs/pictures: `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import discord

from bot.settings import Settings
from index.embedding.minilm import MiniLM
from tests.support.pictures.gallery import FOLDER, gallery


def main() -> None:
    """Draw every picture anew, and drop those that are no longer drawn."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody talks here
    with TemporaryDirectory() as folder:
        drawn = gallery(Path(folder), MiniLM(Settings().footnote_cache_dir.expanduser()))
    FOLDER.mkdir(exist_ok=True)
    for stale in {path.stem for path in FOLDER.glob("*.svg")} - drawn.keys():
        (FOLDER / f"{stale}.svg").unlink()
    for name, svg in drawn.items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(drawn)} pictures in {FOLDER.name}\n")


if __name__ == "__main__":
    main()
