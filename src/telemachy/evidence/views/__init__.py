"""Pages of outcomes: of a pair, of a programme, and the sponsor's one sheet."""
