"""The pages of matching, by screen."""

from .deciding import decide
from .drafts import cancel, drafts, propose, solve_again
from .exports import export_csv, export_xlsx
from .home import home, start
from .publishing import preview_mail, publish_check, send_now, take_back
from .workbench import workbench

__all__ = [
    "cancel",
    "decide",
    "drafts",
    "export_csv",
    "export_xlsx",
    "home",
    "preview_mail",
    "propose",
    "publish_check",
    "send_now",
    "solve_again",
    "start",
    "take_back",
    "workbench",
]
