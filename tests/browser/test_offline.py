"""Without the internet: a kept site in a browser, the copy on a USB stick, and the site as an installed program."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.axe_faults import axe_faults
from tests.browser.conftest import PHONE, QUIET
from tests.browser.kept_site import Host
from tests.served import Served

QUESTION = "/questions/7.1.1/"
TITLE = re.compile("^7.1.1 ")
KEEP = "Keep this site on this device"
WHOLE = "The whole site is kept on this device. You can read it without the internet."


@pytest.fixture
def host(served: Served, tmp_path: Path) -> Iterator[Host]:
    made = Host(served.folder / "site", tmp_path / "hosted")
    yield made
    made.stop()


@pytest.fixture
def context(chromium: Browser, host: Host) -> Iterator[BrowserContext]:
    made = chromium.new_context(base_url=host.address, viewport=PHONE)
    yield made
    made.close()


@pytest.fixture
def kept(context: BrowserContext) -> Page:
    """A page of a browser that keeps the whole site."""
    page = context.new_page()
    keep(page)
    return page


def keep(page: Page) -> None:
    page.goto("/downloads/")
    page.get_by_role("button", name=KEEP).click()
    expect(page.locator("#kept")).to_have_text(WHOLE, timeout=60_000)


def addresses_kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """async () => {
            const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
            return (await Promise.all(stores.map((store) => store.keys()))).flat().map((one) => one.url);
        }"""
    )
    return [urlsplit(one).path for one in found]


def workers(page: Page) -> int:
    many: int = page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length")
    return many


def listed(host: Host) -> set[str]:
    first = (host.folder / "sw.js").read_text(encoding="utf-8").partition("\n")[0]
    return set(json.loads(first.removeprefix("const BUILD = ").removesuffix(";"))["kept"])


def test_nothing_is_kept_and_no_worker_is_there_before_somebody_asks(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    for address in ("/", QUESTION, "/downloads/"):
        page.goto(address)
        assert workers(page) == 0
        assert addresses_kept(page) == []
    expect(page.locator("#kept")).to_have_text("")
    expect(page.get_by_text(re.compile(r"It needs [\d.]+ MB of room"))).to_be_visible()
    assert "/sw.js" not in host.asked


def test_a_kept_site_is_read_and_searched_without_the_internet(kept: Page, host: Host) -> None:
    assert set(addresses_kept(kept)) == listed(host)
    host.stop()
    kept.goto(QUESTION)
    expect(kept).to_have_title(TITLE)
    kept.get_by_role("link", name="Templates").first.click()
    expect(kept.get_by_role("heading", level=1)).to_have_text("Templates")
    kept.goto("/questions/7.1.1?partner=hcpa#what-to-keep")
    expect(kept).to_have_title(TITLE)
    kept.get_by_role("searchbox").fill("wifi")
    kept.get_by_role("button", name="Search").click()
    expect(kept.locator("#found li").first).to_contain_text("wifi")
    kept.goto("/q/7.1.1/")
    expect(kept).to_have_title(TITLE)


def test_what_is_not_kept_gives_way_to_a_notice_and_private_places_to_nothing(kept: Page, host: Host) -> None:
    host.stop()
    kept.goto("/downloads/dspt-guide.pdf")
    expect(kept.get_by_role("heading", level=1)).to_have_text("You are not online, and this is not on your device")
    kept.get_by_role("link", name="A to Z of every page").click()
    expect(kept.get_by_role("heading", level=1)).to_have_text("Search and A to Z")
    for address in ("/workspace/", "/workspace/0123456789abcdefghjkmnpqrs/", "/healthz", "/oembed?url=x", "/nowhere/"):
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            kept.goto(address)


def test_online_a_page_comes_from_the_host_and_a_script_from_the_device(kept: Page, host: Host) -> None:
    host.change("questions/7.1.1/index.html", "</h1>", " Fresh</h1>")
    host.asked.clear()
    kept.goto(QUESTION)
    expect(kept.get_by_role("heading", level=1)).to_contain_text("Fresh")
    assert QUESTION in host.asked
    assert not [one for one in host.asked if one.startswith("/assets/companion.js")]
    assert kept.goto("/nowhere/").status == 404  # type: ignore[union-attr]  # it went somewhere


def test_on_a_slow_line_the_kept_page_is_shown_after_a_while(kept: Page, host: Host) -> None:
    host.slow.add(QUESTION)
    kept.goto(QUESTION)
    expect(kept).to_have_title(TITLE)
    assert not host.hurry.is_set()


def test_a_new_build_replaces_what_has_changed_and_nothing_else(kept: Page, host: Host) -> None:
    (before,) = kept.evaluate("caches.keys()")
    host.change("questions/7.1.1/index.html", "</h1>", " Fresh</h1>")
    host.asked.clear()
    kept.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.ready;
            await registration.update();
            const next = registration.installing ?? registration.waiting ?? registration.active;
            while (next.state !== "activated") await new Promise((done) => { next.onstatechange = done; });
        }"""
    )
    (after,) = kept.evaluate("caches.keys()")
    assert after != before
    assert [one for one in host.asked if one != "/sw.js"] == [QUESTION]
    host.stop()
    kept.goto(QUESTION)
    expect(kept.get_by_role("heading", level=1)).to_contain_text("Fresh")


def test_who_was_cut_off_can_carry_on(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("/downloads/")
    host.breaks_off = 100
    page.get_by_role("button", name=KEEP).click()
    said = page.locator("#kept")
    expect(said).to_contain_text("The internet did not answer. Carry on when you are online.")
    expect(said).to_be_focused()
    host.stop()
    page.goto("/")
    page.goto("/whats-new/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("not on your device")
    host.breaks_off = 0
    host.start()
    page.goto("/downloads/")
    expect(said).to_have_text(re.compile(r"^Part of the site is kept on this device: \d+ of \d+ files are here\.$"))
    page.get_by_role("button", name="Carry on").click()
    expect(said).to_have_text(WHOLE, timeout=60_000)


def test_without_room_it_says_so(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("/downloads/")
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": 3_000_000})
    page.get_by_role("button", name=KEEP).click()
    expect(page.locator("#kept")).to_contain_text("There is no room for the rest on this device.", timeout=60_000)


def test_a_kept_site_can_be_removed_and_kept_again(kept: Page) -> None:
    kept.reload()
    expect(kept.locator("#kept")).to_have_text(WHOLE)
    kept.get_by_role("button", name="Remove it from this device").click()
    expect(kept.locator("#kept")).to_have_text("The kept site is removed from this device.")
    assert (workers(kept), addresses_kept(kept)) == (0, [])
    kept.get_by_role("button", name=KEEP).click()
    expect(kept.locator("#kept")).to_have_text(WHOLE, timeout=60_000)


def test_who_stops_half_way_keeps_nothing(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto("/downloads/")
    host.slow.add(QUESTION)
    page.get_by_role("button", name=KEEP).click()
    page.get_by_role("button", name="Stop and remove").click()
    expect(page.locator("#kept")).to_have_text("The kept site is removed from this device.")
    host.hurry.set()
    page.goto(QUESTION)
    expect(page).to_have_title(TITLE)
    assert (workers(page), addresses_kept(page)) == (0, [])


def test_without_javascript_nothing_is_offered_that_would_not_work(visit: Callable[..., Page]) -> None:
    page = visit("/downloads/", script=False)
    expect(page.get_by_text(KEEP)).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("ZIP .*The site without the internet"))).to_be_visible()


def test_the_workspace_is_as_if_there_were_no_worker(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(base_url=served.address)
    page = context.new_page()
    keep(page)
    public = set(addresses_kept(page))
    answers: list[tuple[str, bool]] = []
    page.on("response", lambda one: answers.append((urlsplit(one.url).path, one.from_service_worker)))
    page.goto("/workspace/")
    page.get_by_label("What is your organisation called?").fill("Rose Care")
    page.get_by_role("button", name="Start your workspace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your return link")
    private = urlsplit(page.url).path.split("/")[2]
    for place in ("", "questions/7.1.1", "action-plan", "evidence"):
        page.goto(f"/workspace/{private}/{place}")
    assert len([path for path, _ in answers if path.startswith("/workspace/")]) > 5
    assert not [path for path, by_worker in answers if by_worker and not path.startswith("/assets/")]
    assert set(addresses_kept(page)) == public
    assert not [path for path in public if path.startswith("/workspace")]
    context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"/workspace/{private}/")
    context.close()


def test_the_site_can_be_installed(chromium: Browser, served: Served, tmp_path: Path) -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    kind = chromium.browser_type
    context = kind.launch_persistent_context(tmp_path / "profile", executable_path=program, args=list(QUIET))
    page = context.new_page()
    page.goto(served.address)
    session = context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert (found["url"], found["errors"]) == (f"{served.address}/manifest.webmanifest", [])
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_where_there_is_something_to_keep(kept: Page, colours: str) -> None:
    kept.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # one of the two it knows
    for address in ("/downloads/", "/offline.html"):
        kept.goto(address)
        assert axe_faults(kept) == []


@pytest.fixture(scope="module")
def stick(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, unpacked."""
    folder = tmp_path_factory.mktemp("stick")
    shutil.unpack_archive(served.folder / "site" / "downloads" / "dspt-companion-offline.zip", folder)
    return folder / "dspt-companion"


@pytest.fixture
def opened(chromium: Browser, stick: Path) -> Iterator[Callable[..., Page]]:
    """Opens a file of the copy, with JavaScript or without; fails on any request that fails and on errors it logs."""
    contexts, faults = [], []

    def open_file(path: str = "index.html", *, script: bool = True) -> Page:
        context = chromium.new_context(java_script_enabled=script, viewport=PHONE)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        # A page that sends its reader on breaks off what it was still loading, such as its icon.
        page.on("requestfailed", lambda one: None if one.failure == "net::ERR_ABORTED" else faults.append(one.url))
        page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else faults.append(one.url))
        page.goto((stick / path).as_uri())
        return page

    yield open_file
    for one in contexts:
        one.close()
    assert faults == []


@pytest.mark.parametrize("script", [True, False])
def test_the_copy_is_read_from_a_stick_by_clicking(opened: Callable[..., Page], *, script: bool) -> None:
    page = opened(script=script)
    expect(page.get_by_role("complementary", name="About this copy")).to_contain_text("need the internet")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions").click()
    page.locator("main").get_by_role("link", name=re.compile("^Device and software list")).first.click()
    expect(page).to_have_title(TITLE)
    page.locator("main .here").nth(1).click()
    assert re.search(r"/questions/7\.1\.1/index\.html#[a-z-]+$", page.url)
    expect(page.locator(":target")).to_be_in_viewport()
    document = page.locator('main a[href$="/digital-asset-register/index.html"]').first
    document.click()
    file = page.locator('main a[href$=".xlsx"]').first.evaluate("one => one.href") if script else None
    link = page.locator('main a[href$=".xlsx"]').first.get_attribute("href")
    assert link
    assert (Path(urlsplit(page.url).path).parent / link).is_file()
    assert file is None or Path(urlsplit(file).path).is_file()


def test_the_copy_finds_words_and_leads_to_the_pages_that_have_them(opened: Callable[..., Page]) -> None:
    page = opened("questions/7.1.1/index.html")
    page.get_by_role("searchbox").fill("wifi")
    page.get_by_role("button", name="Search").click()
    page.locator("#found li a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("wifi")


def test_without_javascript_the_search_of_the_copy_is_a_list(opened: Callable[..., Page]) -> None:
    page = opened("index.html", script=False)
    page.get_by_role("searchbox").fill("wifi")
    page.get_by_role("button", name="Search").click()
    page.locator("#every-page").get_by_role("link", name=re.compile("^7.1.1")).first.click()
    expect(page).to_have_title(TITLE)


@pytest.mark.parametrize("script", [True, False])
def test_a_short_address_of_the_copy_leads_on(opened: Callable[..., Page], *, script: bool) -> None:
    expect(opened("q/7.1.1/index.html", script=script)).to_have_title(TITLE)


def test_every_script_works_from_a_file(opened: Callable[..., Page], stick: Path) -> None:
    first: dict[str, str] = {}
    for path in sorted(stick.rglob("*.html")):
        loaded = re.findall(r'<(?:script|iframe)[^>]* src="[./]*([^"?]+)', path.read_text(encoding="utf-8"))
        if loaded:
            first.setdefault(" ".join(loaded), path.relative_to(stick).as_posix())
    assert len(first) >= 4
    for one in first.values():
        opened(one)
    page = opened("questions/index.html")
    page.get_by_label("Level", exact=True).select_option("Approaching Standards")
    expect(page.locator(".filters [role=status]")).to_contain_text("questions are shown")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_in_the_copy_either(opened: Callable[..., Page], colours: str) -> None:
    page = opened()
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # one of the two it knows
    assert axe_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
