"""Registers that come back: a filled-in spreadsheet, whatever program saved it, becomes rows, figures and misfits."""
