"""oEmbed: what other sites get when they ask for the card of one of our questions."""

from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

PAGE = "http://localhost/questions/7.1.1/"


def ask(client: FlaskClient, **asked: object) -> Any:
    return client.get(f"/oembed?{urlencode(asked)}")


def test_the_card_of_a_question_is_a_frame_with_a_title(client: FlaskClient) -> None:
    response = ask(client, url=PAGE)
    card = response.get_json()
    assert (card["version"], card["type"], card["provider_url"]) == ("1.0", "rich", "http://localhost/")
    assert card["title"].startswith("DSPT question 7.1.1: ")
    assert card["html"].startswith(
        '<iframe src="http://localhost/embed/questions/7.1.1/" width="600" height="300" title="DSPT'
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers


def test_xml_says_the_same(client: FlaskClient) -> None:
    response = ask(client, url=PAGE, format="xml")
    assert response.mimetype == "text/xml"
    said = {one.tag: one.text for one in ET.fromstring(response.data)}
    assert said == {name: str(value) for name, value in ask(client, url=PAGE).get_json().items()}


@pytest.mark.parametrize(
    ("ours", "asked"),
    [
        ("https://localhost", "http://localhost"),  # a frame without encryption would stay empty
        ("http://localhost", "https://localhost"),  # behind a proxy that does not say
        ("https://localhost", "https://LOCALHOST"),
    ],
)
def test_the_card_of_an_encrypted_site_is_encrypted(client: FlaskClient, ours: str, asked: str) -> None:
    card = client.get(f"/oembed?{urlencode({'url': f'{asked}/questions/7.1.1/'})}", base_url=ours).get_json()
    assert card["provider_url"] == "https://localhost/"
    assert 'src="https://localhost/embed/' in card["html"]


@pytest.mark.parametrize(
    "path", ["/q/7.1.1/", "/questions/7.1.1", "/questions/2025-26/7.1.1/", "/embed/questions/7.1.1/"]
)
def test_every_address_of_a_question_will_do(client: FlaskClient, path: str) -> None:
    assert ask(client, url=f"http://localhost{path}?partner=x#what-to-keep").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://[",
        "http://localhost/",
        "http://localhost/questions/9.99.9/",
        "http://localhost/questions/2024-25/7.1.1/",
        "http://localhost/questions/1999-00/7.1.1/",
        "http://localhost/workspace/00000000000000000000000000/",
        "http://evil.example/questions/7.1.1/",
        "javascript:alert(1)//localhost/questions/7.1.1/",
        'http://localhost/questions/7.1.1"><script>/',
    ],
)
def test_an_address_that_is_no_question_of_ours_is_not_found(client: FlaskClient, url: str) -> None:
    assert ask(client, url=url).status_code == 404


def test_a_format_we_do_not_speak_is_refused_as_the_rules_say(client: FlaskClient) -> None:
    assert ask(client, url=PAGE, format="yaml").status_code == 501


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ("400", (400, 300)),
        ("9999", (600, 300)),
        ("1", (200, 300)),
        ("-5", (600, 300)),
        ("²", (600, 300)),
        ("9" * 99, (600, 300)),
    ],
)
def test_a_card_fits_the_room_it_is_given(client: FlaskClient, room: str, size: tuple[int, int]) -> None:
    card = ask(client, url=PAGE, maxwidth=room).get_json()
    assert (card["width"], card["height"]) == size
    assert f'width="{size[0]}"' in card["html"]
