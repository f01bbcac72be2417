"""Dates, and the functions whose result is known only when Terraform runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scanner.model import Unknown
from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, Type, Value, quoted

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(\d\d):(\d\d))", re.ASCII
)
_DURATION = re.compile(r"(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,
    "μs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_LONGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Moment:
    """nanoseconds: since the year 0 began in this time zone. offset: minutes east of UTC."""

    nanoseconds: int
    offset: int

    @property
    def days(self) -> int:
        """Days since the year 0 began."""
        return self.nanoseconds // (86_400 * 10**9)

    @property
    def seconds(self) -> int:
        """Seconds since midnight."""
        return self.nanoseconds // 10**9 % 86_400

    def date(self) -> tuple[int, int, int]:
        """Year, month, day, of the Gregorian calendar extended to all years."""
        days = self.days
        # A year that starts in March has its leap day last.
        era, day = divmod(days - 60, 146_097)
        year = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
        day -= 365 * year + year // 4 - year // 100
        month = (5 * day + 2) // 153
        day -= (153 * month + 2) // 5
        month = month + 3 if month < 10 else month - 9
        return era * 400 + year + (month <= 2), month, day + 1


def _days(year: int, month: int, day: int) -> int:
    """Days from the first of January of the year 0."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year + 60


def _parse(text: str) -> Moment:
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        raise Failure(f"{quoted(text)} is not a timestamp as RFC 3339 has them")
    year, month, day, hour, minute, second = (int(found[i]) for i in range(1, 7))
    offset = 0 if found[8] else int(found[10]) * 60 + int(found[11])
    if not (1 <= month <= 12 and hour < 24 and minute < 60 and second < 60) or (
        not found[8] and (int(found[10]) > 23 or int(found[11]) > 59)
    ):
        raise Failure(f"{quoted(text)} is not a valid date")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = 29 if month == 2 and leap else _DAYS_OF[month - 1]
    if not 1 <= day <= longest:
        raise Failure(f"{quoted(text)} is not a valid date")
    seconds = _days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    fraction = int((found[7] or "0")[:9].ljust(9, "0"))
    return Moment(seconds * 10**9 + fraction, -offset if found[9] == "-" else offset)


_DAYS_OF = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _write(moment: Moment) -> str:
    year, month, day = moment.date()
    seconds = moment.seconds
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    years = f"{year:04d}" if year >= 0 else f"{year:05d}"
    return f"{years}-{month:02d}-{day:02d}T{clock}" + _zone(moment, ":", "Z")


def rewritten(text: str) -> str:
    """A timestamp, checked, without fractions of seconds; raises Failure for any other text."""
    return _write(_parse(text))


def _zone(moment: Moment, separator: str, utc: str) -> str:
    minutes = moment.offset
    if minutes == 0 and utc:
        return utc
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{separator}{abs(minutes) % 60:02d}"


def _duration(text: str) -> int:
    """The nanoseconds that a duration of Go spells."""
    rest = text[1:] if text[:1] in ("-", "+") else text
    total, at = 0, 0
    if len(rest) > 200:
        raise Failure(f"{quoted(text)} is not a duration")
    while at < len(rest):
        found = _DURATION.match(rest, at)
        if found is None or not (found[1] or found[2]):
            break
        unit = _NANOSECONDS[found[3]]
        total += int(found[1] or "0") * unit
        if found[2]:
            digits = found[2][:18]
            total += int(int(digits) * (unit / 10 ** len(digits)))
        at = found.end()
    if (at != len(rest) or not rest) and rest != "0":
        raise Failure(f"{quoted(text)} is not a duration")
    if total > _LONGEST:
        raise Failure(f"the duration {quoted(text)} is too long")
    return -total if text.startswith("-") else total


def _time_add(text: str, duration: str) -> str:
    moment = _parse(text)
    return _write(Moment(moment.nanoseconds + _duration(duration), moment.offset))


def _time_compare(left: str, right: str) -> int:
    a, b = (one.nanoseconds - one.offset * 60 * 10**9 for one in (_parse(left), _parse(right)))
    return (a > b) - (a < b)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_TOKEN = re.compile(r"'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+", re.ASCII)


def _format_date(pattern: str, text: str) -> str:
    moment = _parse(text)
    pieces = []
    for found in _TOKEN.finditer(pattern):
        token = found[0]
        if token.startswith("'"):
            if len(token) < 2 or not token.endswith("'"):
                raise Failure("the format has an unterminated literal")
            pieces.append(token[1:-1].replace("''", "'") or "'")
        elif found[1]:
            pieces.append(_date_part(token, moment))
        else:
            pieces.append(token)
    return "".join(pieces)


def _date_part(token: str, moment: Moment) -> str:
    year, month, day = moment.date()
    seconds = moment.seconds
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    # The first of January of the year 0 was a Saturday.
    weekday = _DAYS[(moment.days + 5) % 7]
    parts = {
        "YYYY": f"{year:04d}",
        "YY": f"{year % 100:02d}",
        "MMMM": _MONTHS[month - 1],
        "MMM": _MONTHS[month - 1][:3],
        "MM": f"{month:02d}",
        "M": str(month),
        "DD": f"{day:02d}",
        "D": str(day),
        "EEEE": weekday,
        "EEE": weekday[:3],
        "hh": f"{hour:02d}",
        "h": str(hour),
        "HH": f"{hour % 12 or 12:02d}",
        "H": str(hour % 12 or 12),
        "AA": "AM" if hour < 12 else "PM",
        "aa": "am" if hour < 12 else "pm",
        "mm": f"{minute:02d}",
        "m": str(minute),
        "ss": f"{second:02d}",
        "s": str(second),
        "Z": _zone(moment, ":", "Z"),
        "ZZZZ": _zone(moment, "", ""),
        "ZZZ": _zone(moment, "", "UTC"),
        "ZZZZZ": _zone(moment, ":", ""),
    }
    if token not in parts:
        raise Failure(f"the date format has no {quoted(token)}")
    return parts[token]


def _at_apply(name: str, *types: Type, rest: Type | None = None) -> Function:
    def body(*arguments: Value) -> Value:
        return Unknown(f"{name}() is known only when Terraform runs", f"{name}()")

    return typed(body, *types, rest=rest)


def _bcrypt(text: str, *cost: int) -> Value:
    if len(cost) > 1:
        raise Failure("at most two arguments are allowed")
    return Unknown("bcrypt() has another result each time", "bcrypt(...)")


def _rsa_decrypt(text: str, key: str) -> Value:
    return Unknown("rsadecrypt() is not computed: its result is a secret", "rsadecrypt(...)")


FUNCTIONS: dict[str, Function] = {
    "bcrypt": typed(_bcrypt, "string", rest="number"),
    "formatdate": typed(_format_date, "string", "string"),
    "rsadecrypt": typed(_rsa_decrypt, "string", "string"),
    "timeadd": typed(_time_add, "string", "string"),
    "timecmp": typed(_time_compare, "string", "string"),
    **{name: _at_apply(name) for name in ("plantimestamp", "timestamp", "uuid")},
}
