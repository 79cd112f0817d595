"""`/summary`: asked for, shown as it is worked out, kept for its buttons, exported, asked about."""
