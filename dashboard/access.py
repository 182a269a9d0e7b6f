"""Who may see the dashboard: everybody at the machine itself, and over the network whoever signs in.

Every page waits for ``admitted``. A password for the room comes from ``CNN_PASSWORD``, the one with charge of it from
``CNN_TEACHER_PASSWORD``; instead, Streamlit's own OpenID login serves where ``.streamlit/secrets.toml`` sets it up.
``docs/serving.md`` tells how.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section, is_authlib_installed

from cnn.errors import VisitorError
from cnn.visitor import HOST, NOBODY, Visitor, read_name
from dashboard.turnstile import Turnstile
from dashboard.widgets.signed_in import keep_signed_in, signed_in

Way = Literal["open", "password", "openid", "closed"]
"""``open``: nobody is asked. ``closed``: access would have to be set up first."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LEAST_LETTERS = 8
SET_UP = (
    "set CNN_PASSWORD (and CNN_TEACHER_PASSWORD) to a password each, or Streamlit's OpenID login in "
    ".streamlit/secrets.toml; docs/serving.md tells how"
)

_turnstile = Turnstile()


def way() -> Way:
    """How visitors come in, by what is set up and where the server listens."""
    if _openid_is_set_up():
        return "openid"
    if _password("CNN_PASSWORD") or _password("CNN_TEACHER_PASSWORD"):
        return "closed" if fault() else "password"
    return "open" if _is_local() else "closed"


def fault() -> str:
    """What is wrong with how access is set up, a sentence; empty where it can be served to others."""
    if _openid_is_set_up():
        if not is_authlib_installed() or find_spec("httpx") is None:
            return "The OpenID login needs two packages: .venv/bin/python -m pip install -r requirements-optional.txt."
        return ""
    passwords = [word for name in ("CNN_PASSWORD", "CNN_TEACHER_PASSWORD") if (word := _password(name))]
    if not passwords:
        return f"Others are let in only once access is set up: {SET_UP}."
    if any(len(word) < LEAST_LETTERS for word in passwords):
        return f"CNN_PASSWORD and CNN_TEACHER_PASSWORD need at least {LEAST_LETTERS} letters each: choose longer ones."
    if len(set(passwords)) < len(passwords):
        return "CNN_PASSWORD and CNN_TEACHER_PASSWORD are the same: choose another for one of them."
    return ""


def visitor() -> Visitor:
    """Who this session is; ``NOBODY`` before it signed in, and where no session is at work."""
    asked = way()
    if asked == "open":
        return HOST
    if asked == "openid":
        return visitor_of(st.user.to_dict())
    return signed_in()


def is_admitted() -> bool:
    """Whether this session may see pages."""
    return visitor() != NOBODY


def sign_in(name: str, password: str, address: str) -> None:
    """Let this session in under a name; raises VisitorError for no name, a wrong password, or too many of those."""
    known = read_name(name)
    if not _turnstile.passes(address, lambda: _is(password, "CNN_PASSWORD") or _is(password, "CNN_TEACHER_PASSWORD")):
        raise VisitorError("That is not the password: ask whoever serves this.")
    keep_signed_in(Visitor(known, has_charge=_is(password, "CNN_TEACHER_PASSWORD")))


def is_refused() -> bool:
    """Whether the provider knows this visitor, who is not among those who may come in."""
    return way() == "openid" and bool(st.user.get("is_logged_in")) and not is_admitted()


def visitor_of(user: Mapping[str, Any]) -> Visitor:
    """Who a provider says it is, where they are among those who may come in; by what it says, claims of OpenID."""
    if not user.get("is_logged_in"):
        return NOBODY
    address = str(user.get("email") or "") if user.get("email_verified", True) else ""
    login = (address or str(user.get("sub") or "")).casefold()
    if not login or not _is_listed(login, "CNN_VISITORS", of_all=True):
        return NOBODY
    return Visitor(login, _is_listed(login, "CNN_TEACHERS"))


def _is_listed(login: str, name: str, *, of_all: bool = False) -> bool:
    """Whether a login is in the list of an environment variable, itself or by ``@`` and what follows it.

    of_all: what holds where there is no list.
    """
    listed = [word for part in os.environ.get(name, "").casefold().split(",") if (word := part.strip())]
    return of_all if not listed else any(login == word or (word[0] == "@" and login.endswith(word)) for word in listed)


def _is(password: str, name: str) -> bool:
    """Compared in a time that tells nothing of where they differ."""
    expected = _password(name)
    return bool(expected) and hmac.compare_digest(password.encode(), expected.encode())


def _password(name: str) -> str:
    return os.environ.get(name, "")


@cache
def _openid_is_set_up() -> bool:
    """Found out once: who is present is asked often."""
    return bool(get_secrets_auth_section())


def _is_local() -> bool:
    """Whether the server can be reached from this machine alone, by its own names."""
    hosts = st.get_option("server.allowedHosts") or ["*"]
    return st.get_option("server.address") in LOOPBACK and set(hosts) <= LOOPBACK
