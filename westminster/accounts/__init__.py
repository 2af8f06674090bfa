"""Ways to sign in, and where you are signed in."""
