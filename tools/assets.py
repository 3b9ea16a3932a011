"""Gather the static files of others that our pages use into the git-ignored `static/vendor`.

Run as `python3 tools/assets.py [NODE_MODULES]`. Only the standard library; nothing is bundled or compiled. Style sheets
carry no `data:` pictures afterwards, because the content security policy allows none: each becomes a file beside them.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "telemachy" / "web"
VENDOR = WEB / "static" / "vendor"
SCRIPTS = {"htmx.org/dist/htmx.min.js": "htmx.min.js"}
STYLES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/css/tabler.rtl.min.css": "tabler.rtl.min.css",
}
FONT = "@fontsource-variable/inter"
FONT_SETS = ("latin-ext", "latin")
ICONS = "@tabler/icons/icons/outline"
LICENCES = {
    "@tabler/core/LICENSE": "tabler.LICENSE",
    "@tabler/icons/LICENSE": "tabler-icons.LICENSE",
    "htmx.org/LICENSE": "htmx.LICENSE",
    f"{FONT}/LICENSE": "inter.LICENSE",
}
PICTURE = re.compile(r'url\("data:image/svg\+xml,(.*?)"\)')
MAP_COMMENT = re.compile(r"\s*(/\*|//)# sourceMappingURL=\S+( \*/|\*/)?\s*$")
FACE = re.compile(r"@font-face\s*{[^}]*}")


def main(arguments: list[str]) -> int:
    """Fill `static/vendor`, or say what is missing."""
    modules = Path(arguments[0]) if arguments else ROOT / "node_modules"
    missing = [name for name in (*SCRIPTS, *STYLES, ICONS, FONT) if not (modules / name).exists()]
    if missing:
        print(f"Not in {modules}: {', '.join(missing)}. Nothing was copied. Run npm ci first.", file=sys.stderr)
        return 1
    if not is_fresh(modules):
        gather(modules)
    return 0


def is_fresh(modules: Path) -> bool:
    """Say whether the folder was made from these very versions, icons and this script."""
    stamp = VENDOR / "made-from"
    return stamp.exists() and stamp.read_text() == fingerprint(modules)


def fingerprint(modules: Path) -> str:
    """Return a digest of everything the folder is made from: package versions, the icon list, this script."""
    packages = [modules / name / "package.json" for name in ("htmx.org", "@tabler/core", "@tabler/icons", FONT)]
    parts = [file.read_bytes() for file in (*packages, WEB / "icons.txt", Path(__file__))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def gather(modules: Path) -> None:
    """Make the folder anew; the old one goes only when the new one is whole."""
    new = VENDOR.with_name("vendor.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for source, target in SCRIPTS.items():
        (new / target).write_text(without_map((modules / source).read_text("utf-8")), "utf-8")
    for source, target in STYLES.items():
        (new / target).write_text(with_picture_files((modules / source).read_text("utf-8"), new), "utf-8")
    copy_font(modules / FONT, new)
    (new / "icons.svg").write_text(sprite(modules / ICONS, icon_names()), "utf-8")
    for source, target in LICENCES.items():
        if (modules / source).exists():
            shutil.copyfile(modules / source, new / target)
    (new / "made-from").write_text(fingerprint(modules))
    shutil.rmtree(VENDOR, ignore_errors=True)
    new.rename(VENDOR)


def without_map(text: str) -> str:
    """Drop the pointer to a source map, which we do not serve."""
    return MAP_COMMENT.sub("\n", text)


def with_picture_files(style: str, folder: Path) -> str:
    """Write each `data:` picture of a style sheet to a file and point the sheet at it."""

    def to_file(match: re.Match[str]) -> str:
        picture = unquote(match[1])
        name = f"tabler-{hashlib.sha256(picture.encode()).hexdigest()[:10]}.svg"
        (folder / name).write_text(picture, "utf-8")
        return f'url("{name}")'

    return without_map(PICTURE.sub(to_file, style))


def copy_font(font: Path, folder: Path) -> None:
    """Copy the upright variable font for Latin scripts and the style sheet that names it."""
    faces = []
    for face in FACE.findall((font / "wght.css").read_text("utf-8")):
        name = re.search(r"files/(inter-([\w-]+)-wght-normal\.woff2)", face)
        if name and name[2] in FONT_SETS:
            shutil.copyfile(font / "files" / name[1], folder / name[1])
            faces.append(face.replace("./files/", ""))
    (folder / "inter.css").write_text("\n".join(faces) + "\n", "utf-8")


def icon_names() -> list[str]:
    """Return the names in `icons.txt`."""
    lines = (WEB / "icons.txt").read_text("utf-8").split("\n")
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def sprite(folder: Path, names: list[str]) -> str:
    """Return one SVG with a symbol per icon; stroke and size come from the page."""
    symbols = [f'<symbol id="{name}" viewBox="0 0 24 24">{drawing(folder / f"{name}.svg")}</symbol>' for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def drawing(file: Path) -> str:
    """Return what an icon draws, without its outer element and its empty frame."""
    inner = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text("utf-8"), re.DOTALL)
    if inner is None:
        raise SystemExit(f"{file} is not an icon. Nothing was replaced.")
    shapes = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", inner[1])
    return re.sub(r"\s*\n\s*", "", shapes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
