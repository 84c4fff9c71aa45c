"""
Send views to other processes.

A view is encoded for its key anyway, and the same bytes are what a worker gets:
the frame that all pages share is in them as its digest only, and is put back here.
"""

from typing import Any

import msgspec

from briefgen.model.elements import Frame
from briefgen.model.held import Shared
from briefgen.model.page import VIEW_BY_TEMPLATE, View


class ViewDecoder:
    """Decodes the views of one build."""

    def __init__(self, frame: Shared[Frame]) -> None:
        """Put *frame* where a view names it."""
        self._frame = frame
        self._decoders: dict[str, msgspec.msgpack.Decoder[View]] = {}

    def __call__(self, template: str, data: bytes) -> View:
        """
        Return the view for *template* that *data* encodes.

        Raises:
            LookupError: the view is of another build.

        """
        if template not in self._decoders:
            view = VIEW_BY_TEMPLATE[template]
            self._decoders[template] = msgspec.msgpack.Decoder(view, dec_hook=self._put_back)
        return self._decoders[template].decode(data)

    def _put_back(self, _: type, digest: Any) -> Shared[Frame]:
        if digest != self._frame.digest:
            message = "this view belongs to another build"
            raise LookupError(message)
        return self._frame
