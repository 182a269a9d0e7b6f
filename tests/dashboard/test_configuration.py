"""The server listens here alone, takes the competition's files, and tells nobody anything."""

import tomllib

import pytest

from cnn.places import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
COMPETITION_MB = 128


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "allowedHosts", ["localhost", "127.0.0.1"]),
        ("server", "enableStaticServing", False),
        ("server", "headless", True),
        ("browser", "gatherUsageStats", False),
        ("client", "toolbarMode", "minimal"),
        ("client", "showErrorLinks", False),
        ("client", "showErrorDetails", "none"),
    ],
)
def test_settings_that_must_stay(section, name, value):
    assert CONFIG[section][name] == value


def test_protection_against_foreign_sites_stays_on():
    assert CONFIG["server"].get("enableXsrfProtection", True)
    assert CONFIG["server"].get("enableCORS", True)


def test_the_competitions_files_may_be_uploaded():
    assert CONFIG["server"]["maxUploadSize"] > COMPETITION_MB


def test_no_pages_folder_beside_the_entry_file():
    assert (ROOT / "dashboard" / "app.py").is_file()
    assert not (ROOT / "dashboard" / "pages").exists()
