"""The invented council's caseload: pure Python, the same bytes from the same seed on any machine.

Every child, worker, place and event is invented. Stories are data (`stories/`, `threads/`), notes
are rendered from their facts by a hand-made grammar (`grammar/`), and what the tests may expect to
find is written beside them as truth labels. No model writes anything at run time.
"""
