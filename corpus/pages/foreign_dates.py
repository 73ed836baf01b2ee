"""Dates printed in other languages than English, by dateparser."""

import re
from datetime import datetime

CLOCK = re.compile(r"\d{1,2}\s?[:.hH時시]\s?\d{2}")


def read_foreign(text: str) -> str | None:
    """ISO 8601 of a day printed in full in any language, with the time where one is printed; None if there is none.

    No zone is read: dateparser takes 'IST' for Israel's. Day goes before month in numbers.
    """
    # Importing it takes half a second, and few pages need it.
    from dateparser import DateDataParser  # type: ignore[import-untyped]  # noqa: PLC0415

    parser = DateDataParser(
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
    )
    moment: datetime | None = parser.get_date_data(text).date_obj
    if moment is None:
        return None
    moment = moment.replace(tzinfo=None)
    return moment.isoformat() if CLOCK.search(text) else moment.date().isoformat()
