"""Reads of the ledger, by noun: frozen values, a fixed number of queries."""

from .claims import ClaimList, Known, claims_of, href_of, initiatives_to_name, known, list_claims, readable_claims
from .totals import Initiatives, Line, Totals, totals_of

__all__ = [
    "ClaimList",
    "Initiatives",
    "Known",
    "Line",
    "Totals",
    "claims_of",
    "href_of",
    "initiatives_to_name",
    "known",
    "list_claims",
    "readable_claims",
    "totals_of",
]
