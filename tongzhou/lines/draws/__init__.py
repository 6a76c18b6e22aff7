"""双随机、一公开 — draws of who is inspected and by whom, that anybody can run again. Policy 三(三)2.

The algorithm stands apart in `algorithm/`, without any framework; docs/draws.md specifies it.
"""
