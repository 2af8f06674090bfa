"""What the card opens, who for, and how to use it there."""
