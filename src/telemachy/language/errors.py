"""The one error of this package; actions turn it into their own."""


class LanguageError(ValueError):
    """A taxonomy, a level or a list that cannot be read, told in a sentence for the person who wrote it."""
