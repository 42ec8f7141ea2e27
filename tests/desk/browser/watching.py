"""A page of a browser that notices whatever a page of the desk must never do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request
from tests.desk.serving import PATIENCE

__all__ = ["Watched", "watching"]


@dataclass
class Watched:
    """Hold a page with what it did: errors and warnings of its console, dialogs, and requests that left the desk."""

    page: Page
    root: str
    said: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    popups: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the desk and return the page when all of it is there."""
        self.page.goto(self.root + path, wait_until="load")
        return self.page

    @property
    def wrong(self) -> list[str]:
        """Everything that should not have happened since this was asked last."""
        every = [*self.said, *self.dialogs, *self.left, *self.popups]
        for held in (self.said, self.dialogs, self.left, self.popups):
            held.clear()
        return every

    def _hear(self, message: ConsoleMessage) -> None:
        # Where there is no graphics card, its driver complains of itself.
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.said.append(f"{message.type} on {self.page.url}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(f"dialog on {self.page.url}: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("data", "blob"):
            return
        if f"{parts.scheme}://{parts.netloc}" != self.root:
            self.left.append(f"{self.page.url} asked {request.url}")


@contextmanager
def watching(context: BrowserContext, root: str) -> Iterator[Watched]:
    """Open a page in a context, where nothing but the desk can be reached, and watch it."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    made = Watched(page, root)
    page.on("console", made._hear)
    page.on("pageerror", lambda error: made.said.append(f"{page.url}: {error}"))
    page.on("dialog", made._dialog)
    page.on("request", made._asked)
    page.on("popup", lambda popup: made.popups.append(f"{page.url} opened {popup.url}"))
    page.route(lambda address: not address.startswith((root, "data:", "blob:")), lambda route: route.abort())
    try:
        yield made
    finally:
        page.close()
