"""What a ledger's or a telephone system's export says, row by row, as plain values: read, checked, never guessed."""
