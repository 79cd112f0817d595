"""Pages of a PDF to paragraphs, whichever library opened it."""
