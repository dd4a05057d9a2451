"""The card of a question on a partner's own page: in a frame, on another site, with nothing fetched but itself."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe_faults import axe_faults
from tests.served import Served


@pytest.fixture
def partner(served: Served) -> Iterator[str]:
    """A site of somebody else, whose only page holds the card the way /link-to-us/ says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            card = f"{served.address}/embed/questions/7.1.1/"
            frame = f'<iframe src="{card}" width="600" height="300" title="7.1.1"></iframe>'
            page = f'<!doctype html><html lang="en"><title>Partner</title><main><h1>Partner</h1>{frame}</main></html>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_card_on_a_partners_page_leads_to_the_question_in_a_window_of_its_own(
    chromium: Browser, partner: str
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(partner)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("DSPT question 7.1.1")
    link = frame.get_by_role("link")
    assert [one for one in asked if "/embed/" in one and not one.endswith("/embed/questions/7.1.1/")] == []
    href = link.get_attribute("href") or ""
    assert href.endswith("/questions/7.1.1/")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    assert axe_faults(page) == []
    page.close()


def test_no_other_page_may_be_put_into_a_frame(chromium: Browser, served: Served, partner: str) -> None:
    page = chromium.new_page()
    page.goto(partner)
    for place, shown in (("/embed/questions/8.1.4/", True), ("/questions/7.1.1/", False), ("/workspace/", False)):
        with page.expect_event("framenavigated") as navigated:
            page.evaluate("address => { document.querySelector('iframe').src = address }", served.address + place)
        assert navigated.value.url.startswith(served.address if shown else "chrome-error:"), place
    page.close()


def test_the_example_card_is_shown_where_we_explain_it_and_the_words_to_copy_name_this_site(
    visit: Callable[..., Page],
) -> None:
    page = visit("/link-to-us/")
    page.locator("iframe").scroll_into_view_if_needed()
    heading = page.frame_locator("iframe").get_by_role("heading")
    expect(heading).to_contain_text("DSPT question ")
    number = heading.inner_text().split()[2]
    expect(page.locator("pre").filter(has_text="<iframe")).to_contain_text(f"/embed/questions/{number}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
