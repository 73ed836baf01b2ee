"""Moments of publication for people; only what is known of them is said."""

from datetime import datetime


def readable_moment(published: str) -> tuple[str, str]:
    """The day, with the time where there is one, and the offset ('' where the zone is not known).

    '2021-12-09T08:13:00+05:30' is '9 December 2021, 08:13' and '+05:30'; what is no ISO 8601 stays as it is printed.
    """
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return published, ""
    day = f"{moment.day} {moment:%B} {moment.year}"
    if "T" not in published and " " not in published:
        return day, ""
    return f"{day}, {moment:%H:%M}", moment.isoformat()[-6:] if moment.tzinfo is not None else ""
