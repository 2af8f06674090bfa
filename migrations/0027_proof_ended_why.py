"""Why a proof was ended."""


def up(migrator, db):
    db.execute_sql(
        "ALTER TABLE proof ADD COLUMN ended_why TEXT CHECK (ended_why IS NULL OR (ended_on IS NOT NULL "
        "AND ended_why IN ('by_person', 'award_ended', 'mistake', 'not_so')))"
    )


def down(migrator, db):
    db.execute_sql("ALTER TABLE proof DROP COLUMN ended_why")
