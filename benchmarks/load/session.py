"""A visitor without a browser: speaks the dashboard's own protocol over its WebSocket and refreshes when told to."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PATIENCE_S = 120.0
"""After so long without an answer a session gives up."""


@dataclass
class Session:
    """What one visitor saw. answers_s: how long each refresh took, from asking until it was whole.

    opening_s: how long the whole page took at first. paces_s: the intervals it was told to refresh at, in order.
    errors: what went wrong, in words.
    """

    address: str
    page: str
    opening_s: float = math.nan
    answers_s: list[float] = field(default_factory=list)
    paces_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received_bytes: int = 0

    async def watch(self, until_s: float) -> None:
        """Open the page and refresh it as it asks, until ``until_s`` on the monotonic clock."""
        address = f"ws{self.address.removeprefix('http').rstrip('/')}/_stcore/stream"
        try:
            async with connect(
                address, subprotocols=[Subprotocol("streamlit")], max_size=None, ping_interval=None
            ) as socket:
                await _Tab(self, socket).stay(until_s)
        except (OSError, ConnectionClosed, TimeoutError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")


class _Tab:
    """The open page: what is due when, and what was asked and is not answered yet."""

    def __init__(self, session: Session, socket: ClientConnection) -> None:
        self._session = session
        self._socket = socket
        self._page_hash = ""
        self._due_s: dict[str, tuple[float, float]] = {}
        self._asked_s: float | None = None

    async def stay(self, until_s: float) -> None:
        await self._ask()
        while (now_s := time.monotonic()) < until_s or self._asked_s is not None:
            if self._asked_s is not None:
                wake_s = self._asked_s + PATIENCE_S
            else:
                wake_s = min((due_s for due_s, _ in self._due_s.values()), default=until_s)
            try:
                async with asyncio.timeout(max(0.0, min(wake_s, max(until_s, now_s + PATIENCE_S)) - now_s)):
                    content = await self._socket.recv(decode=False)
            except TimeoutError:
                if self._asked_s is not None:
                    raise TimeoutError(f"no answer for {PATIENCE_S:g} s") from None
                if time.monotonic() >= until_s:
                    return
                await self._refresh()
                continue
            self._hear(ForwardMsg.FromString(content))
            self._session.received_bytes += len(content)

    async def _refresh(self) -> None:
        """Ask for what is due, as a browser's timer does."""
        now_s = time.monotonic()
        for fragment, (due_s, interval_s) in self._due_s.items():
            if due_s <= now_s:
                self._due_s[fragment] = (now_s + interval_s, interval_s)
                await self._ask(fragment)
                return

    async def _ask(self, fragment: str = "") -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.page_name = self._page_hash, self._session.page
        if fragment:
            asked.fragment_id, asked.is_auto_rerun = fragment, True
        self._asked_s = time.monotonic()
        await self._socket.send(message.SerializeToString())

    def _hear(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self._page_hash = message.new_session.page_script_hash
                if not message.metadata.run.fragment_ids:
                    self._due_s.clear()
                    self._asked_s = self._asked_s or time.monotonic()
            case "auto_rerun":
                interval_s = message.auto_rerun.interval
                self._due_s[message.auto_rerun.fragment_id] = (time.monotonic() + interval_s, interval_s)
                if self._session.paces_s[-1:] != [interval_s]:
                    self._session.paces_s.append(interval_s)
            case "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    self._session.errors.append(f"{element.exception.type}: {element.exception.message}")
            case "script_finished":
                self._finished(message.script_finished)

    def _finished(self, status: int) -> None:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN or self._asked_s is None:
            return
        took_s, self._asked_s = time.monotonic() - self._asked_s, None
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self._session.errors.append("The page could not be compiled.")
        if math.isnan(self._session.opening_s):
            self._session.opening_s = took_s
        else:
            self._session.answers_s.append(took_s)
