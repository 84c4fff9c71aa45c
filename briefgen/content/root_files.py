"""
Know the files that others look for at the root of a site.

They lie in ``content/_root/``.  Only names that somebody is known to ask for go
to the root; anything else there would be public by mistake.
"""

import re

from briefgen.model.file_kinds import ending_of, is_plain_text, why_never_an_asset
from briefgen.model.source import ROOT_FOLDER

WELL_KNOWN = ".well-known"
DOMAIN_FILE = "cname"

_NAMES = {
    name.lower(): name
    for name in (
        *("robots.txt", "ads.txt", "app-ads.txt", "sellers.json", "humans.txt", "security.txt"),
        *("trust.txt", "ai.txt", "tdmrep.json", "dnt-policy.txt", "keybase.txt"),
        *("manifest.json", "manifest.webmanifest", "site.webmanifest", "browserconfig.xml"),
        *("opensearch.xml", "crossdomain.xml", "clientaccesspolicy.xml", "_redirects", "_headers"),
        *("apple-app-site-association", "safari-pinned-tab.svg"),
        *("BingSiteAuth.xml", "LiveSearchSiteAuth.xml", "sogousiteverification.txt"),
        *("verifyforzoho.html", "shenma-site-verification.txt"),
        *("funding.json", "carbon.txt", "have-i-been-pwned-verification.txt"),
        *("atlassian-domain-verification.html", "domainverification.html"),
    )
}
"""By their names in lower case: some are asked for with capitals."""

_SHAPES = re.compile(
    r"""
    favicon(?:-[\w-]+)?\.(?:ico|svg|png|gif)
    | (?:apple-touch-icon|android-chrome|mstile|web-app-manifest|maskable[-_]icon)[\w-]*\.png
    | icon(?:[-_](?:maskable|\d[\dx]*))*\.(?:png|svg)
    | google[0-9a-f]{3,32}\.html | yandex_[0-9a-f]+\.(?:html|txt) | pinterest-[0-9a-z]+\.html
    | baidu_verify_[\w-]+\.html | naver[0-9a-f]+\.html | y_key_[0-9a-f]+\.html
    | (?:wmail|mailru-verification)[_-]?[0-9a-f]*\.html | nortonsw_[0-9a-f-]+\.html
    | zoom_?verify[\w-]*\.html | facebook-domain-verification[\w-]*\.html | ms\d+\.txt
    | loaderio-[0-9a-f]{16,64}\.(?:txt|html) | mp_verify_\w+\.txt | detectify-[0-9a-f]{8,64}\.txt
    | (?=[0-9a-f-]*\d)[0-9a-f][0-9a-f-]{7,127}\.txt
    """,
    re.VERBOSE,
)
"""Icons, proofs for search engines and others, and last the keys of IndexNow."""

_MADE = frozenset(
    (
        *("index.html", "404.html", "sitemap.xml", "news-sitemap.xml", "feed.xml", "feed.json"),
        *("rss.xml", "llms.txt", ".nojekyll", ".briefgen.manifest"),
    )
)


def is_root_file(name: str) -> bool:
    """
    Whether others look for a file of exactly this name at the root of a site.

    >>> is_root_file("robots.txt"), is_root_file("google1a2b3c.html"), is_root_file("notes.txt")
    (True, True, False)
    """
    return _proper(name) == name


def _proper(name: str) -> str:
    """Return *name* as others write it; empty if nobody looks for it."""
    folded = name.lower()
    return _NAMES.get(folded) or (folded if _SHAPES.fullmatch(folded) else "")


def belongs_at_root(name: str) -> str:
    """
    Return the name by which others look for *name* at the root; empty if it may be content.

    >>> belongs_at_root("Robots.TXT"), belongs_at_root("about.md"), belongs_at_root("icon.png")
    ('robots.txt', '', '')
    """
    return "" if _MAY_BE_CONTENT.fullmatch(name) else _proper(name)


_MAY_BE_CONTENT = re.compile(
    r"icon\b.*|funding\.json|carbon\.txt|[0-9a-f-]{1,15}\.txt|\d{4}-\d\d-\d\d.*", re.IGNORECASE
)
"""What a page or a picture in ``content/`` may be called as well."""


def misplaced_at_root(name: str, *, is_folder: bool) -> tuple[str, str]:
    """Return what is wrong with *name* in the folder of the root, and what to do."""
    if is_folder:
        return (
            f"the only folder in `content/{ROOT_FOLDER}/` is `{WELL_KNOWN}`",
            "move what is in it to the other folders of `content/`",
        )
    if name.lower() in _MADE:
        return (
            "briefgen makes this file itself",
            "delete it here; settings for it are in docs/configuration.md",
        )
    ending = ending_of(name)
    if ending in {".js", ".xsl", ".xslt"}:
        return (
            f"programs and styles of the site's root do not lie in `content/{ROOT_FOLDER}/`",
            f"move it up to `content/`, and add `assets: [{ending}]` to briefgen.yml",
        )
    if _proper(name):
        return f"nobody looks for it by this name, but for `{_proper(name)}`", "rename it"
    return (
        f"`content/{ROOT_FOLDER}/` holds only what others look for at the root of a site",
        (
            "articles, pages and their files belong into the other folders of `content/`; "
            "docs/writing.md lists what may lie here"
        ),
    )


def may_be_known(path: str) -> bool:
    """Whether the file at *path* below ``.well-known`` is none that is never published raw."""
    return is_plain_text(path) or not why_never_an_asset(ending_of(path))
