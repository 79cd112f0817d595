"""What a server's admins have chosen, on the screen, with what changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.screen import Button, ChannelMenu, RoleMenu, Rule, Screen, Section, Text
from bot.records.nouns import ServerSettings
from bot.wording import counted

ON: Final = "1"
OFF: Final = "0"


HEADING: Final = "**Settings of this server**\n-# Every change counts at once."
CHANNELS: Final = "**Channels**: where questions are answered; with none chosen, in all of them."
REPORTS: Final = "**Changed documents**: where it is told what changed in web pages and folders that are followed."
ROLE: Final = (
    "**Admin role**: its members may change documents and settings, as those may who manage the server. Only the "
    "latter can choose it."
)
PRIVATE: Final = "**Private answers**\n-# Only who asked sees the answer, and may share it."
DIRECT: Final = "**Direct messages**\n-# Members may ask these documents in direct messages too."


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows: the settings, how many answers helped and how many did not, and what was deleted since."""

    library: str
    settings: ServerSettings
    ratings: tuple[int, int]
    missing_channels: int = 0
    missing_report_channel: bool = False


def settings_screen(panel: Panel) -> Screen:
    """Return the panel."""
    library, settings = panel.library, panel.settings
    helpful, unhelpful = panel.ratings
    return Screen(
        (
            Text(HEADING),
            Text(CHANNELS + _missing(panel.missing_channels)),
            ChannelMenu(custom_id("channels", library), "All channels", settings.channels),
            Text(REPORTS + _lost(gone=panel.missing_report_channel)),
            ChannelMenu(
                custom_id("report-channel", library),
                "Nowhere",
                () if settings.report_channel is None else (settings.report_channel,),
                most=1,
                written_to=True,
            ),
            Text(ROLE),
            RoleMenu(custom_id("admin-role", library), "No role", settings.admin_role),
            Rule(),
            Section(PRIVATE, _switch(library, "private", on=settings.private)),
            Section(DIRECT, _switch(library, "direct", on=settings.direct_messages)),
            Section(_limit(settings), Button("Change", custom_id("daily", library))),
            Rule(),
            Text(f"-# Answers so far: {helpful:,} helpful, {unhelpful:,} not."),
        ),
        "notice",
    )


def _missing(channels: int) -> str:
    if not channels:
        return ""
    return f"\n⚠️ No longer here: {counted(channels, 'channel')} chosen before. Choose again."


def _lost(*, gone: bool) -> str:
    return "\n⚠️ The channel chosen before is no longer here. Choose again." if gone else ""


def _switch(library: str, name: str, *, on: bool) -> Button:
    """Return a button that says how it is, and whose id says what a press makes of it."""
    return Button("On" if on else "Off", custom_id(name, library, OFF if on else ON), "success" if on else "secondary")


def _limit(settings: ServerSettings) -> str:
    limit = counted(settings.daily_questions, "question") if settings.daily_questions else "no limit"
    return f"**Daily limit**: {limit}\n-# How many questions each member may ask in a day (UTC)."
