"""Everything between a file and a ranked passage; knows no answers, no Discord, no terminal."""
