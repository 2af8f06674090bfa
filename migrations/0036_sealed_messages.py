"""The text of a message with a code, sealed while it waits."""


def up(migrator, db):
    db.execute_sql("ALTER TABLE message ADD COLUMN sealed TEXT")


def down(migrator, db):
    """Who waits for a code asks for another: their text cannot be read here."""
    db.execute_sql("UPDATE message SET status = 'failed' WHERE status = 'queued' AND sealed IS NOT NULL")
    db.execute_sql("ALTER TABLE message DROP COLUMN sealed")
