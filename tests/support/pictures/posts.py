"""Messages in a channel: who wrote them, what they answer, what they say, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tests.discord_server.bits import CommandKind, InteractionKind
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.support.pictures.components import Column, Component, draw_all
from tests.support.pictures.drawing import Paper
from tests.support.pictures.lettering import Look, shortened, width
from tests.support.pictures.markdown import Names, said
from tests.support.pictures.setting import write

WIDTH: Final = 560
MARGIN: Final = 16
LEFT: Final = 72
"""Where what is said begins, right of the avatars."""
AVATAR: Final = 20
SMALL_AVATAR: Final = 8
ABOVE: Final = 22
"""How high the line is that says what a message answers."""
WHEN: Final = "Today at 14:05"

NAME: Final = Look(15, "strong", bold=True)
TIME: Final = Look(12, "faint")
SAID: Final = Look(15)
AROUND: Final = Look(13, "faint")
AROUND_NAME: Final = Look(13, "strong", bold=True)
COMMAND: Final = Look(13, "link")
TAG: Final = Look(10, "white", bold=True)
TONES: Final = ("plum", "teal", "rust")


@dataclass(frozen=True, slots=True)
class Above:
    """The line over a message: who did what to get it. `link` is the command they used."""

    name: str
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it is seen."""

    author: str
    by_bot: bool
    content: str = ""
    components: list[Component] = field(default_factory=list)
    files: tuple[tuple[str, str], ...] = ()
    above: Above | None = None
    private: bool = False
    opened: bool = False


def post(message: Message, names: Names, *, opened: bool = False) -> Post:
    """What a message shows now."""
    return Post(
        author=message.author.name,
        by_bot=message.author.bot,
        content=message.content,
        components=list(message.components),
        files=tuple((file.filename, f"{file.size:,} bytes") for file in message.attachments),
        above=_above(message, names),
        private=message.ephemeral,
        opened=opened,
    )


def _above(message: Message, names: Names) -> Above | None:
    replied = message.replied_to
    if replied is not None:
        return Above(replied.author.name, said(replied.text, names))
    used = message.interaction
    if used is not None and used.kind == InteractionKind.MODAL:
        used = used.parent
    if used is None or used.kind != InteractionKind.COMMAND:
        return None
    return Above(used.person.name, "used", _command(used))


def _command(used: Interaction) -> str:
    data = used.data
    if data["type"] != CommandKind.CHAT:
        return str(data["name"])
    below = [option["name"] for option in data.get("options", []) if "options" in option]
    return " ".join([f"/{data['name']}", *below])


def draw_post(paper: Paper, one: Post, top: float, names: Names) -> float:
    """Draw a message; return where it ends."""
    place = paper.place()
    body = top + 8
    if one.above is not None:
        _draw_above(paper, one.above, body)
        body += ABOVE
    _avatar(paper, one.author, MARGIN + AVATAR, body + AVATAR, AVATAR)
    _head(paper, one, body)
    bottom = _say(paper, one, body + 22, names)
    if one.private:
        bottom = _only_you(paper, bottom + 4)
    bottom += 8
    if one.private:
        paper.box(0, top, WIDTH, bottom - top, "private")
        paper.move_last_to(place)
        paper.box(0, top, 3, bottom - top, "primary")
        paper.move_last_to(place)
    return bottom


def _say(paper: Paper, one: Post, top: float, names: Names) -> float:
    room = WIDTH - LEFT - MARGIN
    if one.content:
        top = write(paper, LEFT, top, room, one.content, SAID, names) + 2
    for name, size in one.files:
        top = _file(paper, name, size, top + 4)
    if one.components:
        top = draw_all(Column(paper, LEFT, room, names, one.opened), one.components, top + 4)
    return top


def _head(paper: Paper, one: Post, top: float) -> None:
    at = paper.text(LEFT, top + 14, one.author, NAME) + 6
    if one.by_bot:
        paper.box(at, top + 2, 30, 15, "primary", 4)
        paper.text(at + 5, top + 13, "APP", TAG)
        at += 36
    paper.text(at, top + 14, WHEN, TIME)


def _draw_above(paper: Paper, above: Above, top: float) -> None:
    middle = top + 9
    paper.stroke(f"M{MARGIN + AVATAR:g} {middle + 10:g}v-5a5 5 0 0 1 5 -5h22", "bar", 2)
    _avatar(paper, above.name, LEFT + SMALL_AVATAR, middle, SMALL_AVATAR)
    at = paper.text(LEFT + 22, middle + 4, above.name, AROUND_NAME)
    at = paper.text(at + 5, middle + 4, shortened(above.words, AROUND, WIDTH - MARGIN - at - 5), AROUND)
    paper.text(at + 5, middle + 4, above.link, COMMAND)


def _avatar(paper: Paper, name: str, x: float, y: float, radius: float) -> None:
    """A disc with a person's first letter, or with the bot's mark."""
    ours = name == "Footnote"
    paper.circle(x, y, radius, "bot" if ours else TONES[sum(map(ord, name)) % len(TONES)])
    mark = "[1]" if ours else name[0]
    look = Look(radius * 0.9, "white", bold=True)
    paper.text(x - width(mark, look) / 2, y + radius * 0.32, mark, look)


def _file(paper: Paper, name: str, size: str, top: float) -> float:
    """A file that came with a message."""
    paper.box(LEFT, top, 280, 56, "card", 6)
    paper.box(LEFT + 14, top + 12, 24, 32, "bar", 3)
    for line in (0, 6, 12):
        paper.stroke(f"M{LEFT + 19:g} {top + 23 + line:g}h14", "text", 1.5)
    paper.text(LEFT + 50, top + 26, shortened(name, Look(14, "link"), 216), Look(14, "link"))
    paper.text(LEFT + 50, top + 43, size, TIME)
    return top + 60


def _only_you(paper: Paper, top: float) -> float:
    """The line under a message that one person sees."""
    paper.stroke(f"M{LEFT + 1:g} {top + 8:g}q6 -8 12 0q-6 8 -12 0", "faint", 1.4)
    paper.circle(LEFT + 7, top + 8, 1.8, "faint")
    at = paper.text(LEFT + 18, top + 12, "Only you can see this · ", TIME)
    paper.text(at, top + 12, "Dismiss message", Look(12, "link"))
    return top + 17
