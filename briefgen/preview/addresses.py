"""Find an address for the preview, and know by which names browsers may call it."""

import contextlib
import errno
import ipaddress
import socket
import sys

from msgspec import Struct

from briefgen.errors import CommandError, Diagnostic, error

PORT = 8000
TRIES = 100
"""How many ports are tried if nobody has asked for one."""

LOOPBACK = "127.0.0.1"

_FIRST_FOR_ALL = 1024
_NOT_YET = (
    "The preview cannot begin yet. The terminal says what to mend; this page follows by itself.\n"
)
_SECONDS_TO_ASK = 0.2
_MOST_AT_ONCE = 20


class Listening(Struct, frozen=True):
    """A socket that is ready, and what can reach it."""

    socket: socket.socket
    host: str
    """The name to put into an address, with brackets if it needs them."""
    port: int
    is_private: bool
    """Whether only this machine can reach it."""
    hosts: frozenset[str]
    """What a browser may call it, with ports."""

    @property
    def address(self) -> str:
        """Where the preview is."""
        return f"http://{self.host}{'' if self.port == 80 else f':{self.port}'}/"


def listen(host: str, port: int | None) -> Listening:
    """
    Return a socket at *host* and *port*; without a port, the first that is free.

    Raises:
        CommandError: there is none, or the host is none of this machine.

    """
    ports = range(PORT, PORT + TRIES) if port is None else (port,)
    for candidate in ports:
        try:
            made = _bind(host, candidate)
        except OSError as fault:
            # Windows keeps some ports for itself.
            is_taken = fault.errno in {errno.EADDRINUSE, errno.EACCES}
            if is_taken and candidate != ports[-1]:
                continue
            if is_taken and len(ports) > 1:
                message = f"ports {ports[0]} to {ports[-1]} are taken"
                raise CommandError(error(message, help="choose another with --port")) from fault
            raise CommandError(_explain(fault, host, candidate)) from fault
        return _describe(made, host)
    raise AssertionError("there is at least one port to try")


def put_off(listening: socket.socket) -> None:
    """Tell the browsers that have connected by now that they are to come again."""
    lines = ["HTTP/1.1 503 Service Unavailable", "Content-Type: text/plain; charset=utf-8"]
    lines += [f"Content-Length: {len(_NOT_YET)}", "Cache-Control: no-store"]
    lines += ["Refresh: 1", "Connection: close", "", _NOT_YET]
    listening.setblocking(False)
    with contextlib.suppress(OSError):
        for _ in range(_MOST_AT_ONCE):
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                connection.settimeout(_SECONDS_TO_ASK)
                connection.recv(65_536)
                connection.sendall("\r\n".join(lines).encode())


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        if sys.platform == "win32":
            # There, others could take over the address of a socket that allows its reuse.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(1024)
    except OSError:
        made.close()
        raise
    return made


def _describe(made: socket.socket, given: str) -> Listening:
    bound, port = made.getsockname()[:2]
    ip = ipaddress.ip_address(bound.partition("%")[0])
    names = {LOOPBACK, "localhost", "[::1]"}
    shown = _in_address(bound)
    if ip.is_unspecified:
        shown = _in_address(_outward(made.family) or LOOPBACK)
        machine = socket.gethostname().lower()
        names |= {shown, machine, f"{machine}.local"}
    else:
        names |= {shown, _in_address(given.lower())}
    # A browser leaves out the port that is usual.
    hosts = {name for name in names if port == 80} | {f"{name}:{port}" for name in names}
    return Listening(made, shown, port, ip.is_loopback, frozenset(hosts))


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _outward(family: int) -> str:
    """Return this machine's address in its network, or nothing; no packet is sent for that."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            # Addresses that are kept free for documentation (RFC 5737, RFC 3849).
            probe.connect(("192.0.2.1" if family == socket.AF_INET else "2001:db8::1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _explain(fault: OSError, host: str, port: int) -> Diagnostic:
    if isinstance(fault, socket.gaierror) or fault.errno == errno.EADDRNOTAVAIL:
        return error(
            f"this machine has no address `{host}`",
            help="leave out --host; then only this machine sees the preview",
        )
    if fault.errno == errno.EADDRINUSE:
        return error(
            f"port {port} is taken: another program listens there",
            help="leave out --port, and the next free one is used",
        )
    is_kept = fault.errno == errno.EACCES and port < _FIRST_FOR_ALL
    return error(
        f"cannot listen at {host}, port {port}: {fault.strerror or fault}",
        help=f"ports below {_FIRST_FOR_ALL} are the system's; use a greater one" if is_kept else "",
    )
