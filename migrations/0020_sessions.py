"""What a browser is called, when somebody last proved who they are in it, and that its id is to be another."""


def up(migrator, db):
    instant = "TEXT" if db.__class__.__name__ == "SqliteDatabase" else "TIMESTAMPTZ"
    for column in (
        "device TEXT CHECK (length(device) BETWEEN 1 AND 40)",
        f"proved_at {instant} CHECK (proved_at IS NULL OR account_id IS NOT NULL)",
        "renew BOOLEAN NOT NULL DEFAULT FALSE",
    ):
        db.execute_sql(f"ALTER TABLE session ADD COLUMN {column}")


def down(migrator, db):
    for column in ("device", "proved_at", "renew"):
        db.execute_sql(f"ALTER TABLE session DROP COLUMN {column}")
