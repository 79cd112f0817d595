"""Question in, answer out; knows neither Discord nor the terminal."""
