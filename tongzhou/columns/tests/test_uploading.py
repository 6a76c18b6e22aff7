"""A table of an office may be large and goes to the disk; what is larger than allowed is told plainly, and not written whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from tongzhou.columns import uploading
from tongzhou.procedure.files import MEGABYTE


class Officer:
    """Somebody of an office, signed in."""

    is_authenticated = is_staff = True


@contextmanager
def arriving(size: int, user: Any) -> Iterator[Any]:
    """Let a browser send a file, and give it as the page finds it; it is gone when the page has answered."""
    file = SimpleUploadedFile("备案.csv", b"a" * size)
    request = RequestFactory().post("/", {"file": file})
    request.user = user
    yield request.FILES["file"]
    request.close()


@pytest.fixture
def small(settings: Any) -> None:
    settings.UPLOAD_MB, settings.TABLE_MB = 1, 4


@pytest.mark.usefixtures("small")
def test_an_office_may_send_more_than_the_public_and_it_lies_on_the_disk() -> None:
    with arriving(3 * MEGABYTE, Officer()) as ours:
        assert ours.size == 3 * MEGABYTE
        assert ours.temporary_file_path()
        uploading.check(ours.name, ours.size, uploading.most_for(Officer()))
    with arriving(3 * MEGABYTE, AnonymousUser()) as theirs:
        assert MEGABYTE < theirs.size < 2 * MEGABYTE  # the rest was let fall
        with pytest.raises(ValueError, match="超过 1 MB，没有读取"):
            uploading.check(theirs.name, theirs.size, uploading.most_for(AnonymousUser()))


@pytest.mark.usefixtures("small")
def test_the_page_says_before_how_large_a_file_may_be() -> None:
    assert (
        uploading.limit_words(uploading.most_for(AnonymousUser())) == "不超过 1 MB（CSV 约 0 万行）"
    )
    assert uploading.limit_words(400) == "不超过 400 MB（CSV 约 279 万行）"
