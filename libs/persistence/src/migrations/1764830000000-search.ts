import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is searched: one row per message, in the order in which they came. Beside the words each row holds a mark of the thousands that it came
 * with: a word that stands everywhere is looked for among the newest, and the index need not be read whole.
 */
const UP = `
CREATE FUNCTION search_language(code text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (CASE code WHEN 'de' THEN 'german' WHEN 'en' THEN 'english' WHEN 'fr' THEN 'french' WHEN 'it' THEN 'italian'
    WHEN 'es' THEN 'spanish' WHEN 'nl' THEN 'dutch' WHEN 'pt' THEN 'portuguese' WHEN 'da' THEN 'danish' WHEN 'sv' THEN 'swedish'
    WHEN 'no' THEN 'norwegian' WHEN 'nb' THEN 'norwegian' WHEN 'fi' THEN 'finnish' WHEN 'hu' THEN 'hungarian' WHEN 'ro' THEN 'romanian'
    WHEN 'ru' THEN 'russian' WHEN 'tr' THEN 'turkish' ELSE 'simple' END)::regconfig
$$;

CREATE SEQUENCE search_order;
CREATE TABLE search_texts (
  seq bigint PRIMARY KEY,
  message_id uuid NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE,
  words tsvector NOT NULL
);
ALTER SEQUENCE search_order OWNED BY search_texts.seq;
/* What was just written is looked through word by word: not more of it than is read in a moment. */
CREATE INDEX search_texts_words ON search_texts USING gin (words) WITH (gin_pending_list_limit = 256);
ALTER TABLE search_texts ALTER COLUMN words SET STATISTICS 500;
`;

const DOWN = `
DELETE FROM cursors WHERE name LIKE 'search %';
DROP TABLE search_texts;
DROP FUNCTION search_language(text);
`;

export class Search1764830000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
