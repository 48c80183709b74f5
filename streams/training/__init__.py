"""training: makes the trained part of the ``events`` room from sentences and knowledge; ``make train``."""
