"""Puts the desk together: the frame, the doors, and each page from its file."""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from bot import clock
from bot.front.desk.frame.cookies import PATH, Visits
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import Frame
from bot.front.desk.frame.sign_in import SigningIn
from bot.front.desk.pages.audit import add_audit
from bot.front.desk.pages.check import add_check
from bot.front.desk.pages.colleagues import add_colleagues
from bot.front.desk.pages.content import ContentRoom, add_content
from bot.front.desk.pages.fairs import FairLists, FairsRoom, add_fair_lists, add_fairs
from bot.front.desk.pages.home import add_home
from bot.front.desk.pages.introduction_board import add_introduction_board
from bot.front.desk.pages.introductions import IntroductionRoom, add_introductions
from bot.front.desk.pages.jobs import JobsRoom, add_jobs
from bot.front.desk.pages.lists import ListsRoom, add_lists
from bot.front.desk.pages.lookup import add_lookup
from bot.front.desk.pages.maps import add_job_map
from bot.front.desk.pages.openings import OpeningLists, WrittenOpenings, add_opening_lists, add_written_openings
from bot.front.desk.pages.outreach import add_outreach
from bot.front.desk.pages.outreach_data import OutreachRoom
from bot.front.desk.pages.overview import add_overview
from bot.front.desk.pages.questions import add_question_pages
from bot.front.desk.pages.quiz import add_quiz
from bot.front.desk.pages.referrals import ReferralRoom, add_referrals
from bot.front.desk.pages.stations import add_stations
from bot.front.desk.pages.switches import add_switches
from bot.front.desk.pages.talks import TalkRoom, add_talks
from bot.front.employers import EmployerLinks
from bot.front.jobs_map import TownMaps
from bot.front.practice import Practice
from bot.front.services import FrontServices
from bot.lookup import Searching
from bot.people import sealer_for
from bot.settings import Settings
from bot.staff import Accounts, AuditLog, Staff, StaffSessions


def add_desk(app: FastAPI, shared: FrontServices, settings: Settings) -> Desk:
    """Serve the desk below ``/desk``; return it, so that tests can walk its routes."""
    log = AuditLog(shared.engine)
    sessions = StaffSessions(shared.engine)
    is_https, previous = (settings.public_url or "").startswith("https://"), shared.previous_secret
    visits = Visits(shared.secret, sessions, is_https=is_https, previous=previous)
    frame = Frame(visits)
    accounts = Accounts(shared.engine, shared.secret, previous)
    desk = Desk(visits, frame, log, shared.metrics)
    searching = app.state.searching = Searching(shared.kb)
    # In the order in which the ways to them are shown.
    add_home(desk)
    _add_talk_pages(desk, shared, settings, searching)
    _add_office_pages(desk, shared, settings, searching)
    add_switches(desk, shared.engine)
    add_colleagues(desk, shared.engine, accounts, sessions)
    add_stations(desk, shared.engine)
    add_audit(desk, log, Staff(shared.engine))
    signing_in = SigningIn(accounts, visits, frame, log, shared.sign_in_limit)
    app.include_router(signing_in.router)
    app.router.routes.extend(desk.pages)

    @app.get(f"{PATH}/", include_in_schema=False)
    async def without_slash() -> RedirectResponse:
        return RedirectResponse(PATH, 308)

    return desk


def _add_talk_pages(desk: Desk, shared: FrontServices, settings: Settings, searching: Searching) -> None:
    """Serve what is used while a resident is on the line."""
    referrals = ReferralRoom(shared.engine, shared.kb, sealer_for(settings))
    talks = TalkRoom(shared.engine, referrals, searching)
    add_lookup(desk, shared.engine, searching)
    add_check(desk, searching, talks.told)
    add_referrals(desk, referrals)
    add_introductions(desk, IntroductionRoom(referrals, partial(clock.today, settings.as_of), _links(shared)))
    add_introduction_board(desk, shared.engine)
    add_talks(desk, talks)


def _add_office_pages(desk: Desk, shared: FrontServices, settings: Settings, searching: Searching) -> None:
    """Serve what the office prepares, tells and counts."""
    engine, kb, today = shared.engine, shared.kb, partial(clock.today, settings.as_of)
    add_question_pages(desk, engine, kb)
    add_quiz(desk, Practice(engine, kb), kb, today)
    add_content(desk, ContentRoom(engine, kb, searching, settings, today))
    add_lists(desk, ListsRoom(engine, kb, settings))
    sealer, secret = sealer_for(settings), shared.naming_key
    add_jobs(desk, JobsRoom(engine, kb, sealer, today, _links(shared), secret))
    add_opening_lists(desk, OpeningLists(engine, kb, secret, sealer, today))
    add_written_openings(desk, WrittenOpenings(engine, kb, secret, sealer, today))
    # Before the pages of one fair, whose addresses begin alike.
    add_fair_lists(desk, FairLists(engine, today))
    add_fairs(desk, FairsRoom(engine, today))
    add_outreach(desk, OutreachRoom(engine, kb, settings))
    add_overview(desk, engine, kb)
    add_job_map(desk, engine, TownMaps(settings.towns_geojson), today)


def _links(shared: FrontServices) -> EmployerLinks:
    return EmployerLinks(shared.secret, shared.previous_secret, shared.public_url)
