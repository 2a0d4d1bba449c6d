import type { Transaction } from '@redress/persistence/sql.js';
import { moveRightsOfAll } from '@redress/persistence/stores/policy.store.js';
import { newId } from '@redress/platform/ids.js';
import { type AgentKey, AGENTS, type TeamKey, TEAMS } from './cast.js';
import type { Places } from './verbs.js';

/**
 * Makes teams, queues and agents of the story where they are missing, and puts every administrator into the teams, so that whoever
 * installed it sees the tickets. A team or queue of the same name that people made is used and stays theirs.
 * Agents get no password here: nobody can sign in as one of them until an administrator sends a link or `--passwords` makes some.
 */
export async function hireStaff(tx: Transaction): Promise<Places> {
  const agents = new Map<AgentKey, string>();
  for (const agent of AGENTS) {
    const [row] = await tx.rows<{ id: string }>(
      `INSERT INTO agents (id, email, name, role, demo) VALUES ($1, $2, $3, $4, true)
       ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id`,
      [newId(), agent.email, agent.name, agent.role],
    );
    agents.set(agent.key, row?.id ?? '');
  }
  const queues = new Map<TeamKey, string>();
  for (const team of TEAMS) {
    const [made] = await tx.rows<{ id: string }>(
      `INSERT INTO teams (id, name, demo) VALUES ($1, $2, true) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
      [newId(), team.name],
    );
    const members = AGENTS.filter((agent) => agent.teams.includes(team.key)).map((agent) => agents.get(agent.key));
    await tx.rows(
      `INSERT INTO team_members (team_id, agent_id)
       SELECT $1, id FROM agents WHERE id = ANY($2::uuid[]) OR (role = 'admin' AND disabled_at IS NULL) ON CONFLICT DO NOTHING`,
      [made?.id, members],
    );
    const [queue] = await tx.rows<{ id: string }>(
      `INSERT INTO queues (id, name, team_id, kind, demo) VALUES ($1, $2, $3, 'complaint', true)
       ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
      [newId(), team.name, made?.id],
    );
    queues.set(team.key, queue?.id ?? '');
    await tx.rows('INSERT INTO queue_addresses (address, queue_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      team.address,
      queue?.id,
    ]);
  }
  await moveRightsOfAll(tx);
  return { agents: all(agents), queues: all(queues) };
}

function all<Key extends string>(found: ReadonlyMap<Key, string>): Record<Key, string> {
  return Object.fromEntries(found) as Record<Key, string>;
}
