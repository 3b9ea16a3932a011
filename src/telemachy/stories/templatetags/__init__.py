"""Tags of case studies that every template may use without loading them."""
