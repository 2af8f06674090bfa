import pytest

from tests.browsing import Client
from tests.factories import make_application

PATHS = ["/apply", "/apply/name", "/apply/birth-date", "/apply/help", "/apply/show", "/apply/check", "/check/live"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body", ["[1, 2]", '{"last_name": 5}', '{"last_name": {"a": 1}}', '"x"', "null", '[["a", "b"]]']
)
def test_json_is_no_form(client: Client, path: str, body: str):
    client.sign_in(make_application().resident.account_id)
    assert client.post(path, data=body, content_type="application/json").status_code in {400, 422}
