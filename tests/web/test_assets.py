"""Gathering other people's static files: exactly the icons we list, and nothing a strict policy would refuse."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("telemachy_assets", ROOT / "tools" / "assets.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["telemachy_assets"] = module
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENDOR", tmp_path / "static" / "vendor")
    return module


@pytest.fixture
def modules(tmp_path: Path, assets: ModuleType) -> Path:
    """A node_modules with one of each kind in it."""
    folder = tmp_path / "node_modules"
    frame = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
    icon = f'<svg viewBox="0 0 24 24">\n  {frame}\n  <path d="M5 13" />\n</svg>'
    picture = "data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg'/%3e"
    style = f'a{{background:url("{picture}")}}\n/*# sourceMappingURL=x.map */'
    face = "@font-face { src: url(./files/inter-SET-wght-normal.woff2) format('woff2-variations'); }"
    files = {
        "htmx.org/dist/htmx.min.js": "var htmx;\n//# sourceMappingURL=htmx.min.js.map\n",
        "@tabler/core/dist/css/tabler.min.css": style,
        "@tabler/core/dist/css/tabler.rtl.min.css": style,
        "@fontsource-variable/inter/wght.css": face.replace("SET", "greek") + face.replace("SET", "latin"),
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "font",
    }
    files |= {f"{name}/package.json": "{}" for name in ("htmx.org", "@tabler/core", "@tabler/icons", assets.FONT)}
    files |= {f"{assets.ICONS}/{name}.svg": icon for name in assets.icon_names()}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_style_sheets_keep_no_picture_that_the_policy_would_refuse(assets: ModuleType, modules: Path) -> None:
    assert assets.main([str(modules)]) == 0

    style = (assets.VENDOR / "tabler.min.css").read_text()
    picture = re.search(r'url\("(tabler-\w+\.svg)"\)', style)[1]
    assert "data:" not in style
    assert "sourceMappingURL" not in style
    assert (assets.VENDOR / picture).read_text() == "<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_the_sprite_has_exactly_the_listed_icons_without_their_frames(assets: ModuleType, modules: Path) -> None:
    assets.main([str(modules)])

    sprite = (assets.VENDOR / "icons.svg").read_text()
    assert re.findall(r'<symbol id="([\w-]+)"', sprite) == assets.icon_names()
    assert "M0 0h24v24H0z" not in sprite


def test_only_the_latin_font_is_copied(assets: ModuleType, modules: Path) -> None:
    assets.main([str(modules)])

    assert "inter-latin-wght-normal.woff2" in (assets.VENDOR / "inter.css").read_text()
    assert "greek" not in (assets.VENDOR / "inter.css").read_text()


def test_a_second_run_touches_nothing_and_another_version_gathers_anew(assets: ModuleType, modules: Path) -> None:
    assets.main([str(modules)])
    (assets.VENDOR / "marker").write_text("still the first")

    assets.main([str(modules)])
    untouched = (assets.VENDOR / "marker").exists()
    (modules / "htmx.org" / "package.json").write_text('{"version": "5"}')
    assets.main([str(modules)])

    assert untouched
    assert not (assets.VENDOR / "marker").exists()


def test_what_is_missing_is_named_and_nothing_is_replaced(
    assets: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "static" / "vendor").mkdir(parents=True)

    assert assets.main([str(tmp_path / "nowhere")]) == 1
    assert "Run npm ci first." in capsys.readouterr().err
    assert assets.VENDOR.exists()


def test_the_icon_list_is_in_order_and_every_icon_of_a_template_is_in_it(assets: ModuleType) -> None:
    names = assets.icon_names()
    templates = [*(ROOT / "src").rglob("templates/**/*.html")]
    used = {name for file in templates for name in re.findall(r'{% icon "([\w-]+)"', file.read_text())}

    assert names == sorted(set(names))
    assert used - set(names) == set()
