"""A discussion in the pictures, its summary for one who asks, and a digest that an admin chooses."""

from __future__ import annotations

from tests.support.pictures.stage import Stage


async def talking_it_over(stage: Stage) -> None:
    """People plan an evening, and Tom, who comes later, has it summarised."""
    maya, ines = stage.maya, stage.ines
    plans = stage.guild.channel("plans")
    lines = (
        (maya, "Good morning!"),
        (maya, "We decided to move the reading to the small hall on March 12."),
        (ines, "How much is the small hall?"),
        (maya, "120 euros for the evening, no deposit."),
        (ines, "Great. I'll design the posters, they must be at the printer's by March 1."),
    )
    for person, text in lines:
        await person.says(plans, text)
        stage.discord.clock.advance(60)
    told = await stage.did(stage.tom.slash(stage.channel, "summary discussion", channel=plans))
    stage.hang("summary-discussion", "What was said in another channel, for Tom alone", stage.seen(told))


async def having_it_told(stage: Stage) -> None:
    """An admin has it told every week what changed."""
    news = next(channel for channel in stage.guild.channels.values() if channel.name == "news")
    chosen = await stage.did(stage.maya.slash(stage.channel, "library digest", every=7, channel=news))
    stage.hang("library-digest", "What changes, told every week in a channel", stage.seen(chosen))
