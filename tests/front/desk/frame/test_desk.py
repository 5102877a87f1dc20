"""Every role at every page: nothing opens to whom it is not for, and no page was declared without saying for whom it is."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.front.desk.frame.desk import Desk
from bot.staff.colleagues import Role
from bot.staff.permissions import Permission, may
from tests.front.desk.conftest import SignIn, key_of

# The doors, which open to those who are not signed in yet or show one's own account.
DOORS = {"/desk/sign-in", "/desk/code", "/desk/password", "/desk/second-factor", "/desk/sign-out", "/desk/"}
ALLOWED, REFUSED = {200, 303, 400, 404, 409, 422}, {403}


def filled(path: str) -> str:
    """Return an address with something in the place of each parameter."""
    return re.sub(r"\{[^}]+\}", "987654", path)


def desk_of(app: FastAPI) -> Desk:
    desk: Desk = app.state.desk
    return desk


def test_every_address_of_the_desk_says_what_it_needs(app: FastAPI) -> None:
    served = {
        (method, route.path)
        for route in app.routes
        if isinstance(route, Route) and route.path.startswith("/desk") and route.path not in DOORS
        for method in route.methods - {"HEAD"}
    }
    assert served == set(desk_of(app).routes)
    assert len(served) > 5


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_exactly_what_it_may(app: FastAPI, sign_in: SignIn, role: Role) -> None:
    client = sign_in(f"the-{role.value}", role)
    key = key_of(client.get("/desk").text)
    for (method, path), permission in desk_of(app).routes.items():
        response = client.request(method, filled(path), data={"key": key} if method == "POST" else None)
        expected = ALLOWED if may(role, permission) else REFUSED
        assert response.status_code in expected, (role, method, path, response.status_code)


def test_nobody_gets_anything(app: FastAPI, client: TestClient) -> None:
    for method, path in desk_of(app).routes:
        response = client.request(method, filled(path), data={"key": "x"} if method == "POST" else None)
        assert response.status_code == 303, (method, path)
        assert response.headers["location"].partition("?")[0].endswith("/desk/sign-in")


def test_nothing_is_done_by_opening_an_address(app: FastAPI, sign_in: SignIn) -> None:
    client = sign_in("the-admin", Role.ADMIN)
    changing = [path for method, path in desk_of(app).routes if method == "POST"]
    only_posted = [path for path in changing if ("GET", path) not in desk_of(app).routes]
    assert only_posted
    for path in only_posted:
        assert client.get(filled(path)).status_code in (404, 405), path


def test_the_way_through_the_desk_shows_only_what_opens(app: FastAPI, sign_in: SignIn) -> None:
    page = sign_in("the-matchmaker", Role.MATCHMAKER).get("/desk").text
    for entry in desk_of(app).frame.entries:
        assert (f'href="{entry.path}"' in page) == may(Role.MATCHMAKER, entry.permission), entry


def test_an_admin_may_do_everything_and_an_auditor_changes_nothing() -> None:
    assert all(may(Role.ADMIN, permission) for permission in Permission)
    reading = {Permission.LOOK_UP, Permission.OUTREACH, Permission.OVERVIEW, Permission.AUDIT}
    assert {permission for permission in Permission if may(Role.AUDITOR, permission)} == reading
