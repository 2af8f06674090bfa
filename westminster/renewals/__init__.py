"""Cards and proofs that run out: telling their holders in time, and renewing with one button where a source still says yes."""
