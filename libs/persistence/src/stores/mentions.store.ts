import type { Mention, Nameable, NameableTeam } from '@redress/domain/ticket/mentions.js';
import { agentSees } from '../sight.js';
import type { Sql, Transaction } from '../sql.js';

/** Everybody and every team that a note on this ticket can name, by name. */
export async function nameable(
  sql: Sql,
  ticketId: string,
): Promise<{ readonly people: readonly Nameable[]; readonly teams: readonly NameableTeam[] }> {
  const people = await sql.rows<Nameable>(
    `SELECT a.id, a.name, ${agentSees(1)} AS sees FROM agents a WHERE a.disabled_at IS NULL ORDER BY a.name, a.id`,
    [ticketId],
  );
  const teams = await sql.rows<NameableTeam>(
    `SELECT t.id, t.name, ARRAY(SELECT m.agent_id FROM team_members m JOIN agents a ON a.id = m.agent_id
       WHERE m.team_id = t.id AND a.disabled_at IS NULL) AS "memberIds" FROM teams t ORDER BY t.name, t.id`,
  );
  return { people, teams };
}

export async function insertMentions(tx: Transaction, messageId: string, mentions: readonly Mention[]): Promise<void> {
  await tx.rows(
    `INSERT INTO mentions (message_id, agent_id, team_id, told)
     SELECT $1, agent_id, team_id, told FROM unnest($2::uuid[], $3::uuid[], $4::boolean[]) m(agent_id, team_id, told)`,
    [
      messageId,
      mentions.map(({ agentId }) => agentId),
      mentions.map(({ teamId }) => teamId),
      mentions.map(({ told }) => told),
    ],
  );
}
