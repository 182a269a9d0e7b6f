"""Things that were made, kept in the server's memory: bounded, shared by all visitors, made once."""

from __future__ import annotations

from _thread import LockType
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """The last few things that were made, shared by all visitors; the longest unused makes room.

    size_of: how much room a thing takes, one place as a rule. One that is larger than all the room stands alone.
    """

    def __init__(self, room: int, size_of: Callable[[Value], int] = lambda thing: 1) -> None:
        self._room = room
        self._size_of = size_of
        self._lock = Lock()
        self._things: OrderedDict[Hashable, Value] = OrderedDict()
        self._makings: WeakValueDictionary[Hashable, LockType] = WeakValueDictionary()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The thing under ``key``, made now if it is not there; who comes meanwhile waits for it."""
        with self._lock:
            making = self._makings.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._things:
                    self._things.move_to_end(key)
                    return self._things[key]
            thing = make()
            with self._lock:
                self._things[key] = thing
                while len(self._things) > 1 and sum(map(self._size_of, self._things.values())) > self._room:
                    self._things.popitem(last=False)
        return thing
