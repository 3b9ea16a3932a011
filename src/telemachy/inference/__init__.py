"""Plain Python about what numbers may say: data in, estimates, grades and words out."""
