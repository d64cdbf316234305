"""The words of a workbook of returned rows, by which it is known again when it comes back."""

ABOUT = "About these rows"  # the sheet by which such a workbook is known
DIGEST = "Accepted rows: "
REASON, ROW = "Reason returned", "Row in the source"
HOW = (
    "Rows that Stocktake returned, each with the reason beside it.",
    "Mend the cells and import this workbook as it is: the rows join those that were accepted.",
    "What is mended at the source instead needs a new extract of everything.",
)
WORDS = "The words of these rows are not here: mend them at the source."
BEFORE = (
    "Nothing is imported yet. Mend these rows at the source, or import and download them again."
)
