"""The key dates as an iCalendar file (RFC 5545), for Outlook, Google Calendar and every other calendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from icalendar import Alarm, Calendar, Event, vText

from loftdocs.language.swedish import NBSP
from loftdocs.plan.keydates import KeyDate, Kind

# Days of warning. To give notice or to extend takes a decision of its own: a paper, its notice and a meeting of the
# board, and boards do not meet every month. So that is reminded of a quarter ahead too, and once more when it is time.
_LEAD = {
    Kind.BESLUT: (14,),
    Kind.START: (14,),
    Kind.UPPSÄGNING: (90, 30),
    Kind.FÖRLÄNGNING: (90, 30),
    Kind.SLUT: (30,),
}
_EPOCH = date(2000, 1, 1)
# A whole day begins at midnight, and nobody wants to be reminded then.
_MORNING = timedelta(hours=9)


def calendar(name: str, title: str, days: Iterable[KeyDate], stamp: date) -> bytes:
    """The file: ``title`` names the calendar and stands in every event; ``stamp`` is the day all of it is dated.

    An event keeps its UID when its day is another, so that a calendar that reads the file anew moves the event. The
    UID is made of the case's ``name`` and the key date's alone.

    A calendar that has the event already compares SEQUENCE, and where it is equal DTSTAMP (RFC 5546, 2.1.5); the later
    one stands. Both are made of ``stamp``, and so grow when it does: no clock is read, since the same case gives the
    same bytes, and nothing else of a case only ever moves forward. A day that is changed while the ``stamp`` is not has
    the number that it had; what a calendar then does is its own affair, and the handbook says so.
    """
    made = Calendar()
    made.add("prodid", "-//loftdocs//nyckeldatum//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    # No METHOD: that would make it a message between organizers (RFC 5546, 3.2.1), and ask for an ORGANIZER.
    made.add("x-wr-calname", vText(title))  # icalendar escapes no value of a property it does not know
    for one in days:
        made.add_component(_event(name, title, one, stamp))
    content: bytes = made.to_ical()
    return content


def _event(name: str, title: str, one: KeyDate, stamp: date) -> Event:
    summary = f"{one.title} – {title}"
    event = Event()
    event.add("uid", f"{quote(name, safe='')}-{one.key}@loftdocs")
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("sequence", max(0, (stamp - _EPOCH).days))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))  # the day after, no part of the event (RFC 5545, 3.6.1)
    event.add("summary", _plain(summary))
    event.add("description", _plain(f"{one.text}\n\n{one.todo}".rstrip()))
    event.add("transp", "TRANSPARENT")  # the day is as free as before
    for lead in one.reminded or _LEAD[one.kind]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _plain(summary))
        alarm.add("trigger", _MORNING - timedelta(days=lead), {"RELATED": "START"})
        event.add_component(alarm)
    return event


def _plain(text: str) -> str:
    """``text`` with plain spaces, as one types when searching in a calendar."""
    return text.replace(NBSP, " ")
