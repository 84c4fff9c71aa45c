"""
Recognise addresses and paths of the author's machine and its network.

They mean nothing to readers, show that a page was made for a preview, and say how
a machine or a house is laid out.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_NUMBER = (
    r"127(?:\.\d{1,3}){1,3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}"
    r"|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2}"
)
_NAME = (
    r"(?:[\w-]+\.){0,5}localhost|fritz\.box|speedport\.ip|host\.docker\.internal"
    r"|(?:[\w-]+\.){1,5}"
    r"(?:local|localdomain|internal|intranet|lan|corp|home|private|home\.arpa|ts\.net|fritz\.box)"
)
_VERSION_SIX = (
    r"\[(?:::1?|::ffff:[\d.:a-f]+|f[cd][0-9a-f]{2}:[0-9a-f:]*"
    r"|fe[89ab][0-9a-f]:[0-9a-f:]*)(?:%\w+)?\]"
)
_WHO = r"(?:[^\s/@\"'<>]{1,64}@)?"
_SCHEME = r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}://"

_ADDRESS = re.compile(
    rf"(?:{_SCHEME}|(?<![\w:/])//){_WHO}"
    rf"(?:{_NUMBER}|{_NAME}|{_VERSION_SIX})\.?(?![\w.-])[^\s\"'<>\\]*"
    rf"|(?<![\w./-])(?:localhost|{_NUMBER}|{_VERSION_SIX}):\d{{2,5}}(?!\d|\.\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?<![A-Za-z0-9+.-])(?:https?|wss?|ftps?|sftp|smb|nfs|rtsp)://{_WHO}"
    r"(?P<host>[A-Za-z][A-Za-z0-9-]{2,62})(?=[/:\s\"'<>]|$)[^\s\"'<>\\]*",
    re.IGNORECASE,
)
"""A host without a dot is a machine of the same network."""

_ROUTER = re.compile(
    r"(?i:https?:)?//(?:192\.168\.\d{1,3}\.(?:1|2|254)|10\.(?:0\.0|1\.1|0\.1)\.(?:1|138)|10\.0\.0\.0"
    r"|192\.168\.\d{1,3}\.0|172\.16\.0\.[01])[/.,;:!?)]{0,2}"
)
"""What makers of routers print on them: where everybody's is."""

_SAMPLES = {
    *("example", "host", "hostname", "server", "servername", "domain", "site", "website", "test"),
    *("foo", "bar", "baz", "name", "address", "url", "www", "proxy", "api", "link", "path", "the"),
    *("some", "any", "here", "user", "username", "hosts", "ip", "target", "base", "origin", "your"),
}
_PATH = re.compile(
    r"file:///?[^\s\"'<>]+"
    r"|(?<![A-Za-z])[A-Za-z][a-z+-]{2,20}://(?:file|open)/[^\s\"'<>]+"
    r"|(?<![\w./+-])(?:/var|/mnt/[a-z]|/[a-z]|/Volumes/[\w. -]{1,60}|/run/media/[\w-]{1,60})?"
    r"/(?:home|Users)/(?P<user>[^\s/\"'<>]+)(?:/[^\s\"'<>]*)?"
    r"|(?<![\w./+-])/root/[\w.-]+(?:/[^\s\"'<>]*)?"
    r"|(?<![A-Za-z0-9])[A-Za-z]:(?:\\{1,2}|/)(?i:Users|Documents and Settings)"
    r"(?:\\{1,2}|/)(?P<other>[^\s\\/\"'<>]+)[^\s\"'<>]*"
    r"|(?<![\w\\:])\\\\[A-Za-z0-9][\w.$-]{1,62}\\[A-Za-z0-9$][\w$. -]{0,62}\\[^\s\"'<>\\]{2,}",
)
_NOBODY = {
    *(
        "user",
        "username",
        "users",
        "you",
        "yourname",
        "your-name",
        "name",
        "me",
        "myuser",
        "someone",
    ),
    *("pi", "ubuntu", "debian", "fedora", "centos", "node", "runner", "vagrant", "ec2-user", "app"),
    *(
        "shared",
        "public",
        "default",
        "%username%",
        "$user",
        "${user}",
        "$username",
        "vscode",
        "git",
    ),
    *(
        "jovyan",
        "circleci",
        "runneradmin",
        "coder",
        "codespace",
        "admin",
        "administrator",
        "linuxbrew",
    ),
}
"""Users that a machine has before anybody uses it, and those of manuals."""

_ADDRESS_HINTS = (
    *("localhost", "127.", "0.0.0.0", "10.", "192.168.", "172.", "169.254.", "100.", "["),  # noqa: S104
    *(".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".private", ".ts.net"),
    *("fritz.box", "speedport.ip"),
)
_PATH_HINTS = ("/home/", "/users/", "/root/", "file:", "://file/", "://open/", ":\\", "\\\\")


class Place(Struct, frozen=True):
    """A place on a machine, and where in a text it begins."""

    what: str
    words: str
    start: int


def find_places(text: str) -> Iterator[Place]:
    """Yield the addresses and paths in *text* that lead to a machine which readers have not."""
    lower = text.lower()
    if any(hint in lower for hint in _ADDRESS_HINTS):
        for found in _ADDRESS.finditer(text):
            if not _ROUTER.fullmatch(found[0]):
                yield Place("an address on your own machine", found[0], found.start())
    for found in _SINGLE.finditer(text) if "://" in text else ():
        host = found["host"].lower()
        if host not in _SAMPLES and host != "localhost" and not host.startswith(("your", "my-")):
            yield Place("an address in your own network", found[0], found.start())
    if any(hint in lower for hint in _PATH_HINTS):
        for found in _PATH.finditer(text):
            user = (found["user"] or found["other"] or "").lower().rstrip(".,;:!?)`")
            if user not in _NOBODY and not user.startswith(("<", "{", "[", "$", "%", "*", "…")):
                yield Place("a path on your own machine", found[0], found.start())
