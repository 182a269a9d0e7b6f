"""``python -m tests.chromium``: sees to a Chromium for the browser tests; never fails, but says when there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
APT = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
NO_CHROMIUM = (
    "there is no Chromium: install one (on Debian as root: apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install chromium)"
)


def main() -> None:
    """Install a Chromium where none is found and it can be; say in one line what becomes of the browser tests."""
    executable = find_chromium()
    reason = ""
    if executable is None:
        reason = install()
        executable = find_chromium()
    if executable is not None:
        print(f"Browser tests use {executable}")
    else:
        print(f"Browser tests will {'fail' if is_required() else 'be skipped'}: {reason}")


def find_chromium() -> str | None:
    """The executable of an installed Chromium, else of Playwright's own, else None."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def is_required() -> bool:
    """Whether browser tests have to run: under continuous integration a skip would hide what was not tested."""
    return bool(os.environ.get("CI"))


def install() -> str:
    """Let Debian's package manager install Chromium; gives the reason where there is none afterwards."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return NO_CHROMIUM
    print("Installing Chromium for the browser tests", flush=True)
    _apt("update")  # may fail for one source of many; what counts is whether the package is found
    installing = _apt("install", "--yes", "--no-install-recommends", "chromium")
    if installing.returncode == 0:
        return NO_CHROMIUM
    complaint = (installing.stderr.strip().splitlines() or [f"exit status {installing.returncode}"])[-1]
    return f"apt-get install chromium did not work ({complaint})"


def _apt(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run([*APT, *words], env=environment, capture_output=True, text=True, check=False)


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.is_file() else None


if __name__ == "__main__":
    main()
