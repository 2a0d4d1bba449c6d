import type { Named } from '@redress/contract/answers.js';
import type { Preferences, Session } from '@redress/contract/session.js';
import type { Language } from '@redress/contract/words.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Sql } from '@redress/persistence/sql.js';

interface Person {
  readonly email: string;
  readonly language: Language | null;
  readonly preferences: Preferences;
  readonly teams: readonly Named[];
  readonly queues: readonly Named[];
  readonly demo: boolean;
}

const PERSON = `
  SELECT a.email, a.language, a.preferences,
    coalesce((SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.name)
      FROM teams t JOIN team_members m ON m.team_id = t.id WHERE m.agent_id = a.id), '[]') AS teams,
    coalesce((SELECT json_agg(json_build_object('id', q.id, 'name', q.name) ORDER BY q.is_default DESC, q.name)
      FROM queues q WHERE $2 OR q.id = ANY($3::uuid[])), '[]') AS queues,
    EXISTS (SELECT 1 FROM settings WHERE key = 'demo') AS demo
  FROM agents a WHERE a.id = $1`;

/** Who is signed in, what he may see, and what a page needs to know of this installation; `demo` while rows of the demo are there. */
export async function sessionOf(
  sql: Sql,
  asker: Asker,
  around: { readonly csrfToken: string; readonly installation: Omit<Session['installation'], 'demo'> },
): Promise<Session> {
  const queueIds = asker.sight.kind === 'queues' ? asker.sight.queueIds : [];
  const [person] = await sql.rows<Person>(PERSON, [asker.agentId, asker.sight.kind !== 'queues', queueIds]);
  if (!person || asker.agentId === null) throw new Refusal('not-signed-in');
  const { email, language, preferences, teams, queues, demo } = person;
  return {
    agent: { id: asker.agentId, name: asker.name, email, role: asker.role, language, preferences },
    teams,
    queues,
    scopes: asker.scopes,
    csrfToken: around.csrfToken,
    installation: { ...around.installation, demo },
  };
}
