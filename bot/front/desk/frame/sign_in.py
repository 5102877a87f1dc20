"""The doors of the desk: sign in, the second factor, change the password, sign out. One sentence for every wrong try, so that nobody learns which accounts exist."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from bot.clock import now
from bot.errors import SituationError
from bot.front.desk.frame.cookies import PATH, Visits, local_path
from bot.front.desk.frame.desk import KEY, NOT_THE_DESK
from bot.front.desk.frame.forms import read_form
from bot.front.desk.frame.frame import Frame
from bot.front.desk.frame.hashing_queue import HashingQueue
from bot.front.desk.frame.request import DeskRefusal, Page
from bot.front.web.qr_code import drawn
from bot.front.web.rate_limits import RateLimit, address_client
from bot.staff import Accounts, AuditLog, PasswordAccepted, Session, SignInStage, address_of, fresh_key, is_key

# What becomes of a form that a colleague of the right stage sent.
FormTaker = Callable[[Request, Session, Mapping[str, str], datetime], Awaitable[Response]]

UNKNOWN = "unknown"
WRONG = "账号或密码不对，或者试得太多。试错5次要等15分钟；忘了密码请找管理员。"
WRONG_CODE = "这6位数字不对，或者已经用过。请等手机上换了新的再输。"
NO_KEY = "这一页的方块码不完整，换了一个新的。请用手机再扫一次。"
TOO_OFTEN = "试得太快了，请过几分钟再来。"
CHANGED = "密码已经改好，别的设备上都退出了。"
FACTOR_ON, FACTOR_OFF = "两步验证已经打开。", "两步验证已经关掉。"
SIGNED_OUT = "已经退出。"


class SigningIn:
    """The pages that come before the desk, and those of one's own account."""

    def __init__(self, accounts: Accounts, visits: Visits, frame: Frame, log: AuditLog, limit: RateLimit) -> None:
        self._accounts = accounts
        self._visits = visits
        self._frame = frame
        self._log = log
        self._limit = limit
        self._hashing = HashingQueue()
        self.router = APIRouter(prefix=PATH, include_in_schema=False)
        for path, show, take in (
            ("/sign-in", self._show_sign_in, self._sign_in),
            ("/code", self._show_code, self._code),
            ("/password", self._show_password, self._password),
            ("/second-factor", self._show_factor, self._factor),
        ):
            self.router.add_api_route(path, show, methods=["GET"])
            self.router.add_api_route(path, take, methods=["POST"])
        self.router.add_api_route("/sign-out", self._sign_out, methods=["POST"])

    async def _show_sign_in(self, request: Request) -> Response:
        session = await self._session(request)
        if session is not None and session.stage is SignInStage.OPEN:
            return RedirectResponse(PATH, 303)
        return await self._page(request, None, "sign_in.html", next=local_path(request.query_params.get("next", "")))

    async def _sign_in(self, request: Request) -> Response:
        at = now()
        try:
            form = await self._form(request, None)
        except DeskRefusal as refusal:
            return await run_in_threadpool(self._frame.refused, request, None, refusal.status, refusal.sentence)
        onward = local_path(form.get("next", ""))
        host = address_client(request.client.host if request.client else None)
        if await self._limit.wait(f"sign-in {host}") > 0:
            return await self._page(request, None, "sign_in.html", 429, next=onward, wrong=TOO_OFTEN)
        userid, password = form.get("userid", "").lower()[:64], form.get("password", "")[:200]
        if self._hashing.is_crowded:
            return await self._page(request, None, "sign_in.html", 429, next=onward, wrong=TOO_OFTEN)
        place = self._visits.place_of(request, userid)
        opened = await self._hashing.run(self._accounts.open, userid, password, at, place)
        if opened is None:
            await run_in_threadpool(self._note_failure, request, userid, at)
            return await self._page(request, None, "sign_in.html", 403, next=onward, wrong=WRONG, userid=userid)
        return await run_in_threadpool(self._let_in, request, opened, onward, at)

    def _let_in(self, request: Request, opened: PasswordAccepted, onward: str, at: datetime) -> Response:
        """Begin a fresh session; one that the browser brought along is ended, so that nobody can plant one."""
        earlier = self._visits.session(request, at)
        if earlier is not None:
            self._visits.sessions.end(earlier.id)
        stage = (
            SignInStage.CODE if opened.needs_code else SignInStage.CHANGE if opened.must_change else SignInStage.OPEN
        )
        self._log.write(opened.colleague.userid, "desk.signed_in", None, at, source=_source(request), stage=stage.value)
        response = RedirectResponse(
            {SignInStage.CODE: f"{PATH}/code", SignInStage.CHANGE: f"{PATH}/password"}.get(stage, onward), 303
        )
        self._visits.let_in(response, self._visits.sessions.begin(opened.colleague.userid, stage, at))
        if stage is not SignInStage.CODE:
            self._visits.know_device(response, opened.colleague.userid)
        return response

    def _note_failure(self, request: Request, userid: str, at: datetime) -> None:
        # What is no account may be a password in the wrong field.
        who = userid if self._accounts.is_known(userid) else UNKNOWN
        self._log.write(who, "desk.sign_in_failed", None, at, source=_source(request))

    def _note_wrong_code(self, request: Request, userid: str, at: datetime) -> None:
        self._log.write(userid, "desk.code_failed", None, at, source=_source(request))

    async def _show_code(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.stage is not SignInStage.CODE:
            return RedirectResponse(PATH, 303)
        return await self._page(request, session, "code.html")

    async def _code(self, request: Request) -> Response:
        return await self._taken(request, (SignInStage.CODE,), self._take_code)

    async def _take_code(self, request: Request, session: Session, form: Mapping[str, str], at: datetime) -> Response:
        userid, code = session.colleague.userid, form.get("code", "")[:20]
        place = self._visits.place_of(request, userid)
        if not await run_in_threadpool(self._accounts.takes_code, userid, code, at, place):
            await run_in_threadpool(self._note_wrong_code, request, userid, at)
            return await self._page(request, session, "code.html", 403, wrong=WRONG_CODE)
        must_change = await run_in_threadpool(self._accounts.must_change, userid)
        stage = SignInStage.CHANGE if must_change else SignInStage.OPEN
        response = await run_in_threadpool(self._onward, session, stage, PATH, "", at)
        self._visits.know_device(response, userid)
        return response

    async def _show_password(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.stage is SignInStage.CODE:
            return RedirectResponse(f"{PATH}/sign-in", 303)
        return await self._page(request, session, "password.html")

    async def _password(self, request: Request) -> Response:
        return await self._taken(request, (SignInStage.CHANGE, SignInStage.OPEN), self._take_password)

    async def _take_password(
        self, request: Request, session: Session, form: Mapping[str, str], at: datetime
    ) -> Response:
        userid = session.colleague.userid
        try:
            if form.get("chosen", "") != form.get("again", ""):
                raise SituationError("两次写的新密码不一样。请再写一次。")
            current, chosen = form.get("current", "")[:200], form.get("chosen", "")
            await self._hashing.run(self._accounts.change, userid, current, chosen, at)
        except SituationError as error:
            return await self._page(request, session, "password.html", 409, wrong=str(error))
        await run_in_threadpool(self._visits.sessions.end_all, userid)
        await run_in_threadpool(self._log.write, userid, "desk.password_changed", f"staff:{userid}", at)
        return await run_in_threadpool(self._onward, session, SignInStage.OPEN, PATH, CHANGED, at)

    async def _show_factor(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.stage is not SignInStage.OPEN:
            return RedirectResponse(f"{PATH}/sign-in", 303)
        return await run_in_threadpool(self._factor_page, request, session)

    def _factor_page(
        self, request: Request, session: Session, status: int = 200, key: str = "", wrong: str = ""
    ) -> Response:
        userid = session.colleague.userid
        is_on = self._accounts.has_factor(userid)
        key = "" if is_on else key or fresh_key()
        image = drawn(address_of(key, userid)) if key else ""
        values = {"is_on": is_on, "factor_key": key, "image": image, "wrong": wrong}
        return self._rendered(request, session, "second_factor.html", status, **values)

    async def _factor(self, request: Request) -> Response:
        return await self._taken(request, (SignInStage.OPEN,), self._take_factor)

    async def _take_factor(self, request: Request, session: Session, form: Mapping[str, str], at: datetime) -> Response:
        return await run_in_threadpool(self._change_factor, request, session, form, at)

    def _change_factor(self, request: Request, session: Session, form: Mapping[str, str], at: datetime) -> Response:
        userid, key, code = session.colleague.userid, form.get("factor_key", "")[:64], form.get("code", "")[:20]
        if self._accounts.has_factor(userid):
            if not self._accounts.takes_code(userid, code, at):
                return self._factor_page(request, session, 403, wrong=WRONG_CODE)
            self._accounts.turn_off_factor(userid)
            self._log.write(userid, "desk.second_factor_off", f"staff:{userid}", at)
            return self._onward(session, SignInStage.OPEN, PATH, FACTOR_OFF, at)
        if not is_key(key):
            return self._factor_page(request, session, 409, wrong=NO_KEY)
        try:
            self._accounts.turn_on_factor(userid, key, code, at)
        except SituationError as error:
            return self._factor_page(request, session, 409, key, str(error))
        self._log.write(userid, "desk.second_factor_on", f"staff:{userid}", at)
        return self._onward(session, SignInStage.OPEN, PATH, FACTOR_ON, at)

    async def _sign_out(self, request: Request) -> Response:
        return await self._taken(request, tuple(SignInStage), self._take_leave)

    async def _take_leave(
        self, _request: Request, session: Session, _form: Mapping[str, str], at: datetime
    ) -> Response:
        await run_in_threadpool(self._visits.sessions.end, session.id)
        await run_in_threadpool(self._log.write, session.colleague.userid, "desk.signed_out", None, at)
        response = RedirectResponse(f"{PATH}/sign-in", 303)
        self._visits.let_go(response)
        self._visits.say_next(response, SIGNED_OUT)
        return response

    def _onward(self, session: Session, stage: SignInStage, path: str, say: str, at: datetime) -> Response:
        """Go on with a fresh token: the earlier one had fewer rights, or others may have it."""
        response = RedirectResponse(f"{PATH}/password" if stage is SignInStage.CHANGE else path, 303)
        self._visits.let_in(response, self._visits.sessions.replace(session, stage, at))
        if say:
            self._visits.say_next(response, say)
        return response

    async def _taken(self, request: Request, stages: tuple[SignInStage, ...], take: FormTaker) -> Response:
        """Let a form be taken by one whose sign-in has come so far."""
        session = await self._session(request)
        if session is None or session.stage not in stages:
            return RedirectResponse(f"{PATH}/sign-in", 303)
        try:
            form = await self._form(request, session)
        except DeskRefusal as refusal:
            return await run_in_threadpool(self._frame.refused, request, session, refusal.status, refusal.sentence)
        return await take(request, session, form, now())

    async def _form(self, request: Request, session: Session | None) -> dict[str, str]:
        form = {name: values[-1] for name, values in (await read_form(request)).items()}
        if not self._visits.has_valid_csrf(request, session, form.get(KEY, "")):
            raise DeskRefusal(403, NOT_THE_DESK)
        return form

    async def _session(self, request: Request) -> Session | None:
        return await run_in_threadpool(self._visits.session, request, now())

    async def _page(
        self, request: Request, session: Session | None, template: str, status: int = 200, **values: Any
    ) -> Response:
        """Show a page; every page of someone who is signed in asks the database what is switched off."""
        return await run_in_threadpool(self._rendered, request, session, template, status, **values)

    def _rendered(
        self, request: Request, session: Session | None, template: str, status: int = 200, **values: Any
    ) -> Response:
        return self._frame.respond(request, session, Page(template, {"wrong": "", "userid": "", **values}, status))


def _source(request: Request) -> str | None:
    """Return the address that a request came from."""
    return request.client.host if request.client else None
