"""What the bot remembers in the library's database: answers given, servers' settings, feedback, usage, departures."""

from bot.records.records import Records

__all__ = ["Records"]
