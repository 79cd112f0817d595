"""What words mean, as far as a check needs it: which say the same, which say the opposite. Tables, and how to ask."""
