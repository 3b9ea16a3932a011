"""Plain Python about what numbers may say: data in; what may be shown, and in which words, out.

>>> from telemachy.inference import LineCounts, mask_line
>>> line = mask_line(LineCounts({"A": 3, "B": 6, "C": 0, "D": 5}, known_not=26, silent=12))
>>> line.yes.sentence, line.known.value, line.most, [str(part) for part in line.parts]
('14 of 52', 40, 26, ['A or B: 9', 'C: 0', 'D: 5'])
"""

from telemachy.inference.amounts import Amount, MaskedSums, Sum, sum_amounts
from telemachy.inference.disclosure import (
    Cell,
    K,
    LineCounts,
    MaskedLine,
    Part,
    mask_line,
    merge_grades,
    suppress,
    suppress_within,
)
from telemachy.inference.wording import overclaims

__all__ = [
    "Amount",
    "Cell",
    "K",
    "LineCounts",
    "MaskedLine",
    "MaskedSums",
    "Part",
    "Sum",
    "mask_line",
    "merge_grades",
    "overclaims",
    "sum_amounts",
    "suppress",
    "suppress_within",
]
