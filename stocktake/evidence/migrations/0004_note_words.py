"""Full-text search: FTS5 on SQLite, a stored tsvector with a GIN index on PostgreSQL.

Both index stems that were made in Python, so both find the same.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE evidence_notewords_fts USING fts5("
    "words, scope, content='evidence_notewords', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER evidence_notewords_added AFTER INSERT ON evidence_notewords BEGIN"
    " INSERT INTO evidence_notewords_fts (rowid, words, scope)"
    " VALUES (new.id, new.words, new.scope); END",
    "CREATE TRIGGER evidence_notewords_gone AFTER DELETE ON evidence_notewords BEGIN"
    " INSERT INTO evidence_notewords_fts (evidence_notewords_fts, rowid, words, scope)"
    " VALUES ('delete', old.id, old.words, old.scope); END",
)
POSTGRES = (
    "ALTER TABLE evidence_notewords ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX notewords_vector ON evidence_notewords USING gin (vector)",
)


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def index_what_is_there(apps, schema_editor):
    """The notes copied before there was an index."""
    from stocktake.evidence.domain.words import rows_of

    note = apps.get_model("evidence", "NoteVersion")
    words = apps.get_model("evidence", "NoteWords")
    for row in note.objects.filter(latest=True).order_by("pk").iterator(chunk_size=200):
        words.objects.bulk_create(
            words(note_id=row.pk, **fields)
            for fields in rows_of(
                row.pk, row.case_id, row.happened_on, (row.title, row.author, row.body)
            )
        )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_record_errors")]

    operations = [
        migrations.CreateModel(
            name="NoteWords",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("scope", models.CharField(max_length=33)),
                ("words", models.TextField()),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="evidence.noteversion",
                    ),
                ),
            ],
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.RunPython(index_what_is_there, migrations.RunPython.noop),
    ]
