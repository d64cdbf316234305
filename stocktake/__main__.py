"""`python -m stocktake` is the `stocktake` command."""

from stocktake.config.cli import main

if __name__ == "__main__":
    main()
