"""How the tests are shared out among several workers: a file to each, so that what its tests share is made once."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from xdist.scheduler import LoadScopeScheduling

APART = "tests/browser/test_no_page_keeps_anybody_out.py"


@pytest.fixture
def shares(pytestconfig: pytest.Config) -> Iterator[LoadScopeScheduling]:
    """Give what shares them out, as the controller of the workers makes it for `--dist loadgroup`."""
    house = pytestconfig.pluginmanager.get_plugin(str(pytestconfig.rootpath / "conftest.py"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pytestconfig.option, "dist", "loadgroup")
        patch.setattr(pytestconfig.option, "tx", ["popen", "popen"])
        patch.setattr(pytestconfig.option, "loadscopereorder", False)
        yield house.pytest_xdist_make_scheduler(pytestconfig, None)


class Worker:
    """A worker that notes what it is sent."""

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.sent: list[int] = []
        self.shutting_down = False

    def send_runtest_some(self, indices: list[int]) -> None:
        self.sent += indices

    def shutdown(self) -> None:
        self.shutting_down = True


def test_a_file_stays_with_one_worker_but_for_its_tests_that_stand_apart(
    shares: LoadScopeScheduling,
) -> None:
    walk = f"{APART}::test_every_page_of_the_desk_can_be_used_by_everybody"
    tests = [
        *(f"{walk}[{name}]" for name in ("其木格", "a::b")),
        *(f"tests/test_house.py::test_{n}[tongzhou/law::x]" for n in range(4)),
        f"{APART}::test_every_page_of_the_portal_and_the_sign_in_can_be_used_by_everybody",
        *(f"tests/test_scope.py::test_{n}" for n in range(3)),
    ]
    workers = [Worker("one"), Worker("two")]
    for worker in workers:
        shares.add_node(worker)
        shares.add_node_collection(worker, tests)
    shares.schedule()
    for worker in workers * len(tests):
        for index in worker.sent[:]:
            shares.mark_test_complete(worker, index)
    of = {index: worker for worker in workers for index in worker.sent}
    assert sorted(index for w in workers for index in w.sent) == list(range(len(tests)))
    assert of[0] is not of[1]  # they stand apart
    assert len({of[n] for n in (2, 3, 4, 5)}) == 1
    assert len({of[n] for n in (7, 8, 9)}) == 1
