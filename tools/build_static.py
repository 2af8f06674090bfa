"""Build static/dist from static/src, GOV.UK Frontend and htmx. Needs npm; what runs and what tests does not.

Take the two @font-face rules away and GDS Transport out of the stack: we are not on GOV.UK.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import brotli
from jinja2 import FileSystemLoader

from tools import purge_css, used_classes
from westminster.core.templating import TEMPLATES, jinja_environment

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "src"
DIST = ROOT / "static" / "dist"
PACKAGES = ROOT / "build" / "node_modules"
VERSIONS = {"govuk-frontend": "6.3.0", "htmx.org": "2.0.11"}
ESBUILD = "esbuild@0.25.12"
FIXTURES = ROOT / "tests" / "core" / "fixtures" / "govuk-frontend.json.gz"
# Our own parts of each file, in the order of the cascade.
PARTS = {
    "resident.css": ("tokens", "base", "frame", "parts", "doors", "card"),
    "staff.css": ("staff",),
    "print.css": ("print",),
    "answer.css": ("answer",),
}


def main() -> None:
    for name, version in VERSIONS.items():
        fetch(name, version)
    govuk = without_gds_transport((PACKAGES / "govuk-frontend/dist/govuk/govuk-frontend.min.css").read_text())
    for_residents, for_staff, dropped = divided(govuk)
    before = {"resident.css": for_residents, "staff.css": for_staff}
    built = {name: minified(before.get(name, "") + own(parts), "css") for name, parts in PARTS.items()}
    for script in ("app.js", "keys.js", "upload.js"):
        built[script] = bundled(SOURCE / script)
    built["htmx.js"] = (PACKAGES / "htmx.org/dist/htmx.min.js").read_bytes()
    built["icon.svg"] = (SOURCE / "icon.svg").read_bytes()
    write(built)
    write_fixtures()
    (DIST / "dropped.json").write_text(json.dumps(dropped, indent=1) + "\n")


def fetch(name: str, version: str) -> None:
    """Unpack a package of the registry where the bundler looks for it; keep it for the next time."""
    folder = PACKAGES / name
    if folder.exists() and json.loads((folder / "package.json").read_text())["version"] == version:
        return
    shutil.rmtree(folder, ignore_errors=True)
    PACKAGES.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=PACKAGES, check=True)
    archive = PACKAGES / f"{name}-{version}.tgz"
    with tarfile.open(archive) as tar:
        tar.extractall(PACKAGES, filter="data")
    (PACKAGES / "package").rename(folder)
    archive.unlink()


def without_gds_transport(css: str) -> str:
    """GOV.UK's style sheet with the type of the page, told once on the body, and without what only old browsers read.

    Left and right become start and end, so that Arabic pages turn round.
    """
    for pattern, replacement in (
        (r"@font-face\{.*?\}", ""),
        (r'@charset "UTF-8";', ""),
        (r"font-family:GDS Transport,arial,sans-serif", "font-family:inherit"),
        (r"-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?", ""),
        (r"font-family:sans-serif;?", ""),
        (r"(?<=[;{])(margin|padding|border)-left(?=[:-])", r"\1-inline-start"),
        (r"(?<=[;{])(margin|padding|border)-right(?=[:-])", r"\1-inline-end"),
        (r"(?<=[;{])left:", "inset-inline-start:"),
        (r"(?<=[;{])right:", "inset-inline-end:"),
        (r"text-align:left", "text-align:start"),
        (r"text-align:right", "text-align:end"),
        (r"var\((--govuk-[\w-]+),[^()]*\)", r"var(\1)"),
    ):
        css = re.sub(pattern, replacement, css)
    assert "GDS" not in css
    assert "@font-face" not in css
    return css


def divided(govuk: str) -> tuple[str, str, dict[str, list[str]]]:
    """GOV.UK rules for everybody, those only for staff, and for each audience the classes that went."""
    used = used_classes.by_audience(jinja_environment(), FileSystemLoader(TEMPLATES).list_templates())
    used["resident"] |= used_classes.tokens_in(bundled(SOURCE / "app.js").decode())
    used["staff"] |= used["resident"]

    def complete(audience: str, classes: set[str]) -> bool:
        return all(used_classes.covers(used[audience], name) for name in classes)

    for_residents = purge_css.purge(govuk, lambda classes: complete("resident", classes))
    for_staff = purge_css.purge(govuk, lambda classes: complete("staff", classes) and not complete("resident", classes))
    everything = purge_css.classes_in(govuk)
    dropped = {who: sorted(name for name in everything if not complete(who, {name})) for who in used}
    return for_residents, for_staff, dropped


def own(parts: tuple[str, ...]) -> str:
    return "".join((SOURCE / f"{part}.css").read_text() for part in parts)


def minified(text: str, loader: str) -> bytes:
    return _esbuild("--minify", f"--loader={loader}", source=text.encode())


def bundled(script: Path) -> bytes:
    return _esbuild(str(script), "--bundle", "--format=esm", "--minify", "--target=es2020", "--legal-comments=none")


def _esbuild(*options: str, source: bytes | None = None) -> bytes:
    command = ["npx", "--yes", ESBUILD, "--log-level=warning", *options]
    environment = {**os.environ, "NODE_PATH": str(PACKAGES)}
    return subprocess.run(command, input=source, check=True, stdout=subprocess.PIPE, env=environment).stdout


def write(built: dict[str, bytes]) -> None:
    """Each file under the hash of its content, packed beforehand, and the manifest that knows the names."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    manifest = {}
    for name, content in sorted(built.items()):
        stem, dot, kind = name.partition(".")
        manifest[name] = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{kind}"
        target = DIST / manifest[name]
        target.write_bytes(content)
        packed = brotli.compress(content, quality=11)
        target.with_name(target.name + ".br").write_bytes(packed)
        target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        print(f"{name:14} {len(content):7,} bytes, {len(packed):6,} Brotli")
    (DIST / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def write_fixtures() -> None:
    """How GOV.UK draws the components that our templates import: tests/core/test_govuk.py compares."""
    imported = re.compile(r"govuk_frontend_jinja/components/([\w-]+)/")
    names = {name for path in TEMPLATES.rglob("*.html") for name in imported.findall(path.read_text())}
    folder = PACKAGES / "govuk-frontend/dist/govuk/components"
    drawn = {name: json.loads((folder / name / "fixtures.json").read_text())["fixtures"] for name in sorted(names)}
    kept = {
        name: [{"name": f["name"], "options": f["options"], "html": f["html"]} for f in fixtures]
        for name, fixtures in drawn.items()
    }
    FIXTURES.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
