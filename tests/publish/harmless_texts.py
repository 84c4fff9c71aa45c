"""
Name kinds of harmless texts that look a little like secrets, and make ten of each.

What cries wolf is switched off.  So the kinds are those of which articles about
software, science and money are full, written before the rules that look for secrets.
"""

import base64
import hashlib
import json
import string
from collections.abc import Callable, Iterator
from random import Random
from uuid import UUID

from benchmarks.prose import words

_WORDS = words(
    """
    harbour river council vote bridge winter budget museum ferry letter engine window
    teacher market garden paper signal station treaty census orbit copper glass theatre
    """
)

PROSE = (
    "The password is the word that opens the gate: “Swordfish”, as in every film since 1932.",
    "Token: a small coin of bronze, struck for workers of the canal in 1801.",
    "The secret: nobody had ever asked the cook. Her key: patience, salt, and a cold cellar.",
    "The key: B minor. The token economy: a dispute. API key: a term explained in our glossary.",
    "Das Passwort: Es fehlt. Der Schlüssel: eine Zahl, die niemand kennt, und ein Zettel.",
    "Le mot de passe : celui que tout le monde connaît. La clé : la patience, et un peu de sel.",
    "La contraseña: la que todos conocen. El secreto: nadie lo había preguntado nunca.",
    "Пароль: то самое слово. Ключ: терпение, соль и холодный погреб; секрет знают все.",
    "كلمة المرور: الكلمة التي يعرفها الجميع. السر: لم يسأل أحد الطباخ قط.",
    "密码：人人都知道的那个词。秘诀：从来没有人问过厨师。",
    "Secretary-general, passwordless-authentication, tokenisation and key-value-stores explained.",
    "A sk-learn-inspired-interface-for-teachers and pk-compatible-models-of-ten-universities.",
    "ghp stands for the Greater Harbour Partnership, xoxb for hugs and kisses, AKIA for a brand.",
    "Use a password manager; never reuse passwords; a password of 16 characters is long enough.",
    "Bearer bonds were abolished; the bearer of this note may cross. Basic income: a trial ends.",
    "Passwort: mindestens-8-Zeichen, Kennwort: Reisebericht2026. Пароль: не-менее-8-символов.",
    "Mot de passe : au-moins-12-caractères. Contraseña: minimo-8-letras. Pwd: C3-15-4A, 2 sheets.",
    "secretary: J.Smith-2026-Term2; Secretariat=Geneva1211Palais; keynote: Hall-2026-B-Level3.",
    "xoxo-gossip-girl-2026 and xoxo-from-2026-to-2030, xoxb-stands-for-nothing-here at all.",
    "The password is Swordfish2026 in the novel; the password was “Mellon” at the gate of 2001.",
    "Das Passwort ist Sesam-oeffne-dich-1001, und das Kennwort lautet Reise nach Rom 2026.",
    "كلمة المرور: ثمانية-أحرف-على-الأقل. Password: A-1234-B. Password reset: 2026-11-20T10:00Z.",
    "Open http://192.168.0.1/ or http://192.168.178.1 for the router; 10.0.0.0/8 is private.",
    "Files in /home/user/, /home/pi/site, /home/ubuntu, /home/node/app, /home/runner/work.",
    r"C:\Users\Public\Documents, C:\Users\%USERNAME%\a, /Users/Shared/a, /home/<name>/",
    "Bearer tokens, basic authentication and cookies: how a session=1 becomes a habit of servers.",
    "Login as guest, password guest; wifi: P: a letter; the auth token: see chapter 12, section 3.",
    "Pass 2026-27: Interrail-Global-15-Tage. Pass: Gotthard-2106m-West. Passau: Bruecke-1-2-3.",
    "From user:pass to passkeys: how signing in changed. See https://example.org/user:guide@home.",
)

CODE = (
    'api_key = "YOUR_API_KEY"',
    'API_KEY="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
    "api_key: <your-api-key-goes-here>",
    'apiKey: "${process.env.API_KEY}"',
    'password = os.environ["DATABASE_PASSWORD"]',
    "password: {{ secrets.DATABASE_PASSWORD }}",
    "DB_PASSWORD=changeme",
    'secret_key = "REPLACE_WITH_YOUR_SECRET_KEY"',
    "Authorization: Bearer $TOKEN",
    "Authorization: Bearer <access-token>",
    "Authorization: Bearer YOUR_ACCESS_TOKEN_HERE",
    "curl -u user:password https://api.example.org/v1/items",
    "curl -H 'Authorization: token OAUTH-TOKEN' https://api.github.com",
    "https://user:password@example.org/",
    "https://username:password@host.example.org:8080/path",
    "postgresql://user:password@db.example.org:5432/name",
    "postgres://USER:PASSWORD@HOST:PORT/NAME",
    "mongodb+srv://<username>:<password>@cluster0.example.mongodb.net/test",
    "redis://:${REDIS_PASSWORD}@cache.example.org:6379",
    "aws_access_key_id = AKIAIOSFODNN7EXAMPLE",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "token = response.json()['access_token']",
    "const token = localStorage.getItem('token');",
    "this.password=this.form.password.value;return e.token===n.accessToken",
    '{"password": "Passwort", "forgotPassword": "Passwort vergessen?", "secret": "Geheimnis"}',
    '<input type="password" name="password" placeholder="Your password" autocomplete="off">',
    ".token.keyword,.token.attr-value{color:#07a}.token.function{color:#dd4a68}",
    "function setPassword(password){this.password=password}var apiKey=config.apiKey||null;",
    "password=********",
    "secret: '********************************'",
    "PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher']",
    "SECRET_KEY_BASE: <%= ENV['SECRET_KEY_BASE'] %>",
    "client_secret=CLIENT_SECRET&grant_type=authorization_code",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "A file that begins with -----BEGIN RSA PRIVATE KEY----- must never be sent to anybody.",
    "machine example.org login USERNAME password PASSWORD",
    "tokens: [keyword, attribute, function, punctuation, operator_with_underscore]",
    "key: value\nprimary_key: article_identifier_of_the_site\nforeign_key: author_identifier",
    "token_type=bearer, token_endpoint=https://accounts.example.org/oauth2/token",
    "secretmanager.googleapis.com/projects/briefing/secrets/database-password/versions/latest",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.xY7-a",
    "curl https://api.stripe.com/v1/charges -u sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc:",
    "Authorization: Basic dXNlcjpwYXNzd29yZA==",
    "authorization: basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    "amqp://guest:guest@mq.example.org:5672/ and postgres://postgres:postgres@db.example.org",
    "mysql -u root -p site_database_of_the_harbour; mysqldump -u root -p site > site.sql",
    "curl -u username:password123 https://api.example.org; sshpass -p password ssh ada@example.org",
    "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example",
    "WIFI:T:WPA;S:mynetwork;P:mypass;;",
    "<password>********</password><apiKey>YOUR_API_KEY</apiKey><token>${TOKEN}</token>",
    '<input type="password" value="" placeholder="Password2026"><label>Password</label>?',
    "<key>PublicKey</key><string>see-the-manual</string><key>name</key><string>Briefing2</string>",
    "sort_key=2026-11-20T10:00:00Z#article#1183, cacheKey: user-1183-settings-v12-de-DE-2026",
    "passwordField.setAttribute('aria-describedby','password-requirements-for-new-members')",
)


def texts(seed: str = "harmless") -> Iterator[tuple[str, str]]:
    """Yield the name of each kind with a text of it: the fixed ones, and ten of every other."""
    yield from (("prose", text) for text in PROSE)
    yield from (("code", text) for text in CODE)
    random = Random(seed)
    for name, make in _kinds(random).items():
        for _ in range(10):
            yield name, make()


def _kinds(random: Random) -> dict[str, Callable[[], str]]:
    def drawn(alphabet: str, length: int) -> str:
        return "".join(random.choices(alphabet, k=length))

    alnum = string.ascii_letters + string.digits

    def hexes(length: int) -> str:
        return drawn("0123456789abcdef", length)

    def phrase(count: int, joint: str = " ") -> str:
        return joint.join(random.choices(_WORDS, k=count))

    def base(length: int) -> str:
        return base64.b64encode(random.randbytes(length)).decode()

    def uuid() -> str:
        return str(UUID(int=random.getrandbits(128), version=4))

    return {
        "commit": lambda: f"Fixed in commit {hexes(40)}, see also {hexes(7)}.",
        "commit address": lambda: f"https://github.com/ada/site/commit/{hexes(40)}",
        "uuid": lambda: f"urn:uuid:{uuid()}",
        "record": lambda: json.dumps({"id": uuid(), "key": phrase(2, "-"), "etag": hexes(32)}),
        "isbn": lambda: f"ISBN 978-3-{drawn(string.digits, 4)}-{drawn(string.digits, 4)}-7",
        "doi": lambda: f"https://doi.org/10.1038/s41586-{drawn(string.digits, 5)}-w",
        "checksum": lambda: f"{hashlib.sha256(random.randbytes(8)).hexdigest()}  briefing.zip",
        "md5": lambda: f"MD5 (briefing.iso) = {hexes(32)}",
        "integrity": lambda: f'integrity="sha384-{base(48)}" crossorigin="anonymous"',
        "lock file": lambda: f'"resolved": "left-pad-1.3.0.tgz", "integrity": "sha512-{base(64)}"',
        "go sum": lambda: f"golang.org/x/text v0.3.8 h1:{base(32)}",
        "image digest": lambda: f"FROM python:3.12@sha256:{hexes(64)}",
        "data uri": lambda: f'<img src="data:image/png;base64,iVBORw0KGgo{base(600)}">',
        "font data": lambda: f"src:url(data:font/woff2;base64,d09GMgABAAAA{base(900)})",
        "source map": lambda: f'{{"mappings":"{";".join(drawn(alnum, 8) for _ in range(99))}"}}',
        "minified": lambda: (
            f"!function(t,e){{t.{phrase(1)}=e.key,e.token=t[{drawn('123', 3)}]}}(n,r);"
        ),
        "style": lambda: f".{phrase(2, '-')}{{color:#{hexes(6)};background:#{hexes(8)}}}",
        "hashed name": lambda: f"/assets/{phrase(2, '-')}.{hexes(16)}.js",
        "iban": lambda: f"IBAN DE{drawn(string.digits, 20)}, BIC COBADEFFXXX",
        "card": lambda: f"4111 1111 1111 {drawn(string.digits, 4)}",
        "address of a coin": lambda: f"0x{hexes(40)} and bc1q{drawn('02345679acdefghj', 38)}",
        "video": lambda: f"https://www.youtube.com/watch?v={drawn(alnum + '_-', 11)}&t=42s",
        "folder": lambda: f"https://drive.google.com/file/d/1{drawn(alnum + '_-', 32)}/view",
        "document": lambda: f"https://docs.google.com/document/d/{drawn(alnum + '_-', 44)}/edit",
        "campaign": lambda: (
            f"https://example.org/?utm_source=mail&fbclid=IwAR{drawn(alnum + '_-', 57)}"
        ),
        "click": lambda: f"https://example.org/a?gclid=Cj0KCQ{drawn(alnum + '_-', 70)}",
        "headline address": lambda: f"https://example.org/2026/11/{phrase(9, '-')}-{hexes(12)}",
        "hyphens": lambda: f"sk-{phrase(6, '-')}-inspired and pk_{phrase(5, '_')}",
        "dotted": lambda: f"{phrase(1)}.{phrase(3, '_')}.{phrase(3, '_')}",
        "public key": lambda: f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA{base(33)} ada@example.org",
        "certificate": lambda: (
            f"-----BEGIN CERTIFICATE-----\n{base(192)}\n-----END CERTIFICATE-----"
        ),
        "public block": lambda: (
            f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{base(192)}\n-----END PGP PUBLIC KEY BLOCK"
        ),
        "mail record": lambda: f"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB{base(150)}",
        "analytics": lambda: f"UA-{drawn(string.digits, 8)}-1 and G-{drawn(alnum.upper(), 10)}",
        "nonce": lambda: f'<script nonce="{base(16)}">',
        "magnet": lambda: f"magnet:?xt=urn:btih:{hexes(40)}&dn=archive",
        "ulid": lambda: f"01{drawn('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}",
        "part number": lambda: (
            f"SKU {drawn('ABCDEFGH', 3)}-{drawn(string.digits, 6)}-{drawn('XYZ', 2)}"
        ),
        "address of an interface": lambda: f"2001:db8:{hexes(4)}:{hexes(4)}::{hexes(3)}",
        "place": lambda: f"{random.uniform(-90, 90):.12f}, {random.uniform(-180, 180):.12f}",
        "sequence": lambda: (
            f">seq1\n{drawn('ACGT', 180)}\n>prot\n{drawn('ACDEFGHIKLMNPQRSTVWY', 120)}"
        ),
        "table": lambda: "\n".join(
            f"{phrase(1)};{drawn(string.digits, 9)};{hexes(8)}" for _ in "abcd"
        ),
        "feed": lambda: f'<guid isPermaLink="false">tag:example.org,2026:{hexes(24)}</guid>',
        "map": lambda: (
            f"https://tile.example.org/{drawn(string.digits, 2)}/{drawn(string.digits, 6)}.png"
        ),
        "arxiv": lambda: f"arXiv:26{drawn(string.digits, 2)}.{drawn(string.digits, 5)}v2",
        "crypt name": lambda: f"the hash {hexes(64)} of “{phrase(2)}” under SHA-256",
        "key of a table": lambda: f"sort key: {phrase(3, '_')}; partition_key={phrase(4, '-')}",
        "translation": lambda: json.dumps({"auth.password": phrase(2), "auth.token": phrase(3)}),
        "log": lambda: f"2026-11-20T10:00:00Z INFO token refreshed request_id={uuid()} ms=12",
        "commit list": lambda: "\n".join(f"- {hexes(9)} {phrase(4)}" for _ in range(5)),
        "path": lambda: "M" + " ".join(f"{random.uniform(0, 99):.2f}" for _ in range(60)) + "Z",
        "public key of WireGuard": lambda: f"PublicKey = {base(32)}",
        "public key of push": lambda: f'VAPID_PUBLIC_KEY="B{drawn(alnum + "-_", 86)}"',
        "key of a captcha": lambda: f'<div data-sitekey="6L{drawn(alnum + "-_", 38)}"></div>',
        "key of a search": lambda: f"docsearch({{appId: 'X', searchApiKey: '{hexes(32)}'}})",
        "fingerprint": lambda: f"Key fingerprint = {' '.join(hexes(4).upper() for _ in range(10))}",
        "next page": lambda: json.dumps({"nextPageToken": drawn(alnum + "_-", 40)}),
        "page of a list": lambda: f"https://example.org/a?pageToken={drawn(alnum, 40)}&x=1",
        "key of a cache": lambda: f'{{"cacheKey": "{hexes(32)}", "cache_key": "{uuid()}"}}',
        "key of a request": lambda: f"Idempotency-Key: {uuid()}; idempotency_key={uuid()}",
        "key of a partition": lambda: f'"partitionKey": "{base(18)}", "sortKey": "{hexes(24)}"',
        "file of a cache": lambda: f"cache-key-{hexes(32)}.json and /img/SK{hexes(32)}.jpg",
        "server of a digest": lambda: f"{hexes(32)}-us1 and {hexes(32)}-user",
        "continued": lambda: f"continuation_token={drawn(alnum, 60)}, cursorToken={base(30)}",
        "publishable": lambda: f"pk_live_{drawn(alnum, 24)} publishableKey: '{drawn(alnum, 32)}'",
        "object of a store": lambda: f"object_key={hexes(40)}, s3Key: '{hexes(32)}/a.png'",
        "bookmark": lambda: f"#{phrase(1)}-{hexes(8)} key-{phrase(2, '-')} token-{phrase(3, '-')}",
    }
