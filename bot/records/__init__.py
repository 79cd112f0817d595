"""What the bot remembers in the library's database: answers given, servers' settings, feedback, usage, jobs."""

from bot.records.records import Records

__all__ = ["Records"]
