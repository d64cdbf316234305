"""The form engine: an instrument as data, its rules compiled, cases rated, answers enumerated.

No Django, no clock, no I/O. `parts` is a file's shape; `conditions` reads what is written under
`when`; `compiling` ties names together; `rating` rates one case; `enumerating` counts every
combination of answers; `soundness` says what keeps a file from being loaded.
"""
