"""How large a file may be before anything parses it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on one file; sizes in bytes."""

    file_size: int = 10_000_000
    unpacked_size: int = 100_000_000
    ratio: int = 100
    """Unpacked bytes per packed byte, for the whole file and for each member worth looking at."""
    ratio_matters_from: int = 200_000
    """A member that unpacks to less than this is no bomb, however well it compresses."""
    members: int = 50
    rows: int = 20_000
    columns: int = 100
    claimed_cells: int = 100_000_000
    """A sheet that declares more cells than this is refused unread."""
    cell_length: int = 32_767
    """What a cell of a workbook can hold."""
    memory: int = 512 * 1024 * 1024
    cpu_seconds: int = 60


LIMITS = Limits()
