//! A sheet to print or send: Markdown, text, a page or a PDF. The same sheet gives the same bytes.
