"""Text, addresses and headers at random, from a seed: what nobody thought of, the same in every run."""

from random import Random
from string import printable

from werkzeug.routing import Rule

ODD = "\0\t\r\n\x1f\x7f\x85\u00a0\u061c\u200b\u202e\u2028\ufeff\ufffd\ufffe\uff10\U0001d7d8\U0001f469\U0010ffff"
HEADERS = {
    "Accept": ["*/*", "text/html;q=\xff", ",,,;;;", "a" * 4_000],
    "Accept-Language": ["cy", "zz-ZZ-zz", "*;q=-1", "\xe9"],
    "Accept-Encoding": ["br", "gzip;q=x", "identity;q=0", "*;q=0"],
    "Cookie": ["session=", "session=%00", "session=" + "A" * 5_000, "=;=;;", "session=a; session=b"],
    "If-None-Match": ["*", '"', 'W/"\xff"'],
    "If-Modified-Since": ["yesterday", "Fri, 32 Nov 2026 99:99:99 GMT"],
    "Range": ["bytes=0-", "bytes=-1", "bytes=9-1", "lines=1"],
    "Content-Type": ["application/json", "multipart/form-data", "text/html; charset=\xff"],
    "Authorization": ["Basic !!!", "Bearer " + "x" * 4_000, "Digest a=b"],
    "HX-Request": ["true", "maybe"],
    "X-Forwarded-For": ["\xff", "1.2.3.4, 5.6.7.8", "'"],
    "Referer": ["http://[", "\xff", "http://elsewhere.example/"],
    "Origin": ["null", "http://[::1", "http://elsewhere.example"],
}


def text(chance: Random) -> str:
    alphabet = chance.choice([printable, ODD, printable + ODD, "0123456789-+ .e", "'\"<>&%{}()\\/;"])
    return "".join(chance.choices(alphabet, k=chance.choice([0, 1, 2, 5, 20, 101, 300, 5_000])))


def address(rule: Rule, chance: Random) -> str:
    """An address that `rule` may or may not match."""
    places = ["1", "libraries", "..", "%00", "\xe9"]
    parts = [
        chance.choice([text(chance), *places]) if dynamic else part for dynamic, part in rule._trace if part != "|"
    ]
    query = "&".join(f"{text(chance)}={text(chance)}" for _ in range(chance.choice([0, 0, 1, 3])))
    return "".join(parts)[:9_000].replace("\0", "%00") + (f"?{query}"[:9_000] if query else "")


def headers(chance: Random) -> dict[str, str]:
    named = chance.sample(sorted(HEADERS), k=chance.choice([0, 1, 2]))
    return {name: chance.choice(HEADERS[name]) for name in named}
