import pytest
from flask.testing import FlaskClient

from forms_backend.web.partner import with_partner
from tests.web.conftest import Visitor


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/workspace/x/", "/workspace/x/?partner=hcpa"),
        ("/workspace/x/?saved=7.1.1", "/workspace/x/?saved=7.1.1&partner=hcpa"),
        ("/workspace/x/#q-7.1.1", "/workspace/x/?partner=hcpa#q-7.1.1"),
        ("/workspace/x/?new=1#top", "/workspace/x/?new=1&partner=hcpa#top"),
        ("/workspace/?partner=wmca", "/workspace/?partner=wmca"),
        ("/workspace/?partner=", "/workspace/?partner="),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("//elsewhere.example/x", "//elsewhere.example/x"),
    ],
)
def test_a_redirect_to_our_own_pages_takes_the_partner_along(location: str, expected: str) -> None:
    assert with_partner(location, "hcpa") == expected


def test_a_partner_stays_from_starting_to_saving(client: FlaskClient, workspace: Visitor) -> None:
    started = client.post("/workspace/?partner=hcpa", data={"organisation": "Rose"})
    assert started.status_code == 303
    assert started.location.endswith("/return-link?new=1&partner=hcpa")
    saved = client.post(workspace.address("profile?partner=hcpa"), data=workspace.read("profile").form())
    assert saved.status_code == 303
    assert saved.location.endswith("partner=hcpa")


@pytest.mark.parametrize("name", ["", "HCPA", "a b", "a&b=c", "%0d%0aSet-Cookie:x", "x" * 61, "é"])
def test_what_is_no_name_of_a_partner_goes_nowhere(client: FlaskClient, name: str) -> None:
    response = client.post("/workspace/", query_string={"partner": name}, data={"organisation": "Rose"})
    assert response.status_code == 303
    assert "partner" not in response.location
