"""Names and titles of persons in texts."""

from loftdocs.check.prose import ratio, words_of

TITLE = (
    r"(?:(?:strategisk|biträdande|tillförordnad|t\.f\.|vice|teknisk|ekonomisk|kommunal)\s)?[a-zåäö]{0,40}(?:direktör|chef|utredare|strateg|ordförande|sekreterare|samordnare|ledare|controller|jurist"
    r"|ekonom|rådgivare|utvecklare|specialist|koordinator|kamrerare|råd)"
)
LEAST_ALIKE = 0.86


def same_person(found: str, name: str) -> bool:
    """True if two names that look alike are one person's: no word in them is wholly another."""
    mine, theirs = [w for _, w in words_of(found)], [w for _, w in words_of(name)]
    long_mine, long_theirs = [w for w in mine if len(w) > 1], [w for w in theirs if len(w) > 1]
    if len(long_mine) != len(long_theirs):
        return False
    return all(ratio(a.lower(), b.lower()) >= 0.7 for a, b in zip(long_mine, long_theirs, strict=True))


def same_title(said: str, role: str) -> bool:
    """True if ``said`` is the role, or its last word."""
    said, role = " ".join(said.lower().split()), " ".join(role.lower().split())
    return said in role or role in said or said.split()[-1] == role.split()[-1]
