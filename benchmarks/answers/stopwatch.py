"""The clock of one tab: from a visitor's key or click to the last change of the page that follows from it.

What stands inside a canvas counts as no change: nobody sees it. A table writes its cells there for screen readers, 200
ms after it has drawn them. A run that begins by itself once the page stands still, as one that looks every few seconds
whether a measurement is done, is no part of the answer unless it changes the page at once.
"""

from __future__ import annotations

from playwright.sync_api import Page

QUIET_MS = 400
"""So long nothing may change for an answer to count as whole."""
FOLLOWS_MS = 300
"""A run that begins so soon after another one's end goes on with it: a slider speaks 200 ms after the last key."""
POLLING_MS = 100  # not at each frame, which would have the page drawn all the time
LISTEN = """([quiet, follows]) => {
  const watch = window.stopwatch = {pressed: 0, runs: false, ended: 0, changed: 0};
  const app = document.querySelector('[data-testid=stApp]');
  const isRunning = () => app.getAttribute('data-test-script-state') === 'running';
  const press = () => Object.assign(watch, {pressed: performance.now(), runs: isRunning(), ended: 0, changed: 0});
  for (const kind of ['pointerdown', 'pointerup', 'click', 'keydown']) document.addEventListener(kind, press, true);
  new MutationObserver(() => {
    const now = performance.now();
    if (isRunning()) watch.runs = !watch.ended || now - Math.max(watch.ended, watch.changed) < follows;
    else if (watch.runs) Object.assign(watch, {runs: false, ended: now});
  }).observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
  const isSeen = ({target}) => !(target.closest ? target : target.parentElement)?.closest('canvas');
  new MutationObserver(changes => { if (changes.some(isSeen)) watch.changed = performance.now(); }).observe(
    document.querySelector('[data-testid=stMain]'), {subtree: true, childList: true, characterData: true});
  const still = (since, ms) => !watch.runs && performance.now() - since > ms;
  watch.answered = () => watch.ended > 0 && still(Math.max(watch.ended, watch.changed), quiet);
  watch.idle = () => !watch.ended && still(watch.pressed, 3 * quiet);
}"""


class Stopwatch:
    """Listens on one page of a tab; to be made anew where the tab was loaded anew."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.evaluate(LISTEN, [QUIET_MS, FOLLOWS_MS])

    def answer_ms(self) -> float | None:
        """Milliseconds from the last key or click to the page's last change; None where the program did not run."""
        self._page.wait_for_function("stopwatch.answered() || stopwatch.idle()", polling=POLLING_MS)
        ran, ms = self._page.evaluate(
            "[stopwatch.ended > 0, Math.max(stopwatch.ended, stopwatch.changed) - stopwatch.pressed]"
        )
        return float(ms) if ran else None
