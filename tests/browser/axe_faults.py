"""What axe finds wrong with a page: WCAG 2.2 AA and its own best practice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Axe()


def axe_faults(page: Page) -> list[str]:
    """Each fault with where it is; empty for a page without any. Frames are looked into.

    Axe tells the places of faults only: to tell all the places without any takes half as long again.
    """
    found = _AXE.run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 5, "axe has seen next to nothing"
    return [f"{one['id']} {[node['target'] for node in one['nodes']]}" for one in found["violations"]]
