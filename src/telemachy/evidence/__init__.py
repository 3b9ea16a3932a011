"""The outcome ledger and what a sponsor reads of it."""
