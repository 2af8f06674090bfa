"""More roles, each with less: who was an adviser decided too, and so becomes an assessor as well."""

TABLE = """
        CREATE TABLE staff_role (
            account_id BIGINT NOT NULL REFERENCES staff_member (account_id),
            role TEXT NOT NULL CHECK (role IN ({roles})),
            PRIMARY KEY (account_id, role)
        )"""
OLD = "'adviser', 'administrator'"
NEW = "'adviser', 'assessor', 'senior_assessor', 'library_worker', 'administrator', 'auditor'"


def up(migrator, db):
    _allow(db, NEW)
    db.execute_sql("INSERT INTO staff_role SELECT account_id, 'assessor' FROM staff_role WHERE role = 'adviser'")


def down(migrator, db):
    """Who decides stays able to; the other new roles go."""
    db.execute_sql("""
        INSERT INTO staff_role SELECT DISTINCT account_id, 'adviser' FROM staff_role
        WHERE role IN ('assessor', 'senior_assessor') ON CONFLICT DO NOTHING""")
    db.execute_sql(f"DELETE FROM staff_role WHERE role NOT IN ({OLD})")
    _allow(db, OLD)


def _allow(db, roles):
    """SQLite cannot change a constraint: the table is made again, to the letter as a new one."""
    if db.__class__.__name__ != "SqliteDatabase":
        db.execute_sql("ALTER TABLE staff_role DROP CONSTRAINT staff_role_role_check")
        db.execute_sql(f"ALTER TABLE staff_role ADD CONSTRAINT staff_role_role_check CHECK (role IN ({roles}))")
        return
    db.execute_sql("CREATE TABLE staff_role_before AS SELECT account_id, role FROM staff_role")
    db.execute_sql("DROP TABLE staff_role")
    db.execute_sql(TABLE.format(roles=roles))
    db.execute_sql("INSERT INTO staff_role SELECT account_id, role FROM staff_role_before")
    db.execute_sql("DROP TABLE staff_role_before")
