"""Pages of pairs: a participant's own, and the coordinator's list."""
