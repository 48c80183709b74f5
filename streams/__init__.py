"""dragoman: diplomatic events from a stream of news."""
