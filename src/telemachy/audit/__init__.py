"""Who did what to whom, in an order nobody can change.

`from telemachy.audit.chain import record` is the one call; this module stays free of models so that apps can load.
"""
