"""Build curated briefings: article text and front matter in, a themed site out."""

__version__ = "0.1.0"
