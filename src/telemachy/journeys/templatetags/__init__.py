"""Tags of pairs that every template may use without loading them."""
