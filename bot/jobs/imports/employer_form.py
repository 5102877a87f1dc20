"""An employer that a colleague writes down by hand, without an opening yet."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs.credit_code import read_credit_code
from bot.jobs.imports.employer_batch import store_employers
from bot.jobs.imports.opening_batch import SUBJECT
from bot.jobs.imports.opening_job import OpeningImport
from bot.jobs.imports.opening_row import LONGEST_NAME, EmployerRow
from bot.jobs.town_names import tidy_town
from bot.storage import alone

NO_NAME = f"请写单位名称，最多{LONGEST_NAME}个字。"
WRONG_CODE = "统一社会信用代码不对（要18位，最后一位校验不上）。请核对，没有就空着。"


def keep_employer(engine: Engine, this: OpeningImport, name: str, code: str, town: str) -> int:
    """Keep an employer, which is the same one when it is known by its code, or by its name; return its number.

    Raises:
        SituationError: it has no name, or the code is none.
    """
    words = " ".join(name.split())
    if not 2 <= len(words) <= LONGEST_NAME:
        raise SituationError(NO_NAME)
    credit_code = read_credit_code(code) if code.strip() else None
    if code.strip() and credit_code is None:
        raise SituationError(WRONG_CODE)
    with alone(engine, SUBJECT) as connection:
        [found] = store_employers(connection, this, [(EmployerRow(words, credit_code), tidy_town(town))])
    return found
