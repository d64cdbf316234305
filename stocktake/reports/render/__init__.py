"""The three faces of one public report: HTML folder, .docx, tagged PDF; and its data as CSV."""
