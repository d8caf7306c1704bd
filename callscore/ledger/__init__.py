"""What a ledger's or a telephone system's export says: a manifest joined to its files, row by row, read and checked."""
