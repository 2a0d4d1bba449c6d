import type { MailTemplateFault } from '@redress/contract/mail-templates.js';
import type { SignaturePreview } from '@redress/contract/people.js';
import type { Asker } from '@redress/domain/people.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { SIGNATURE_LIMITS, SIGNATURE_VARIABLES } from '@redress/domain/signatures/signature.js';
import { nameParts } from '@redress/domain/snippets/person-name.js';
import { type SnippetText, textIn } from '@redress/domain/snippets/snippet.js';
import { type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { type Desk, see } from './desk.js';
import { filledIn, understand } from './liquid.js';

interface Signing {
  readonly installation: string;
  readonly queueId: string;
  readonly language: string | null;
  /** Null: nobody who has a name. */
  readonly agent: string | null;
}

interface Values {
  readonly agent: string | null;
  readonly queue: string;
  readonly installation: string;
}

/** Null where there is nothing to be said. @throws Error where it cannot be filled in */
function filled(text: string, { agent, queue, installation }: Values): string | null {
  const { templates, faults } = understand(text, '/text', SIGNATURE_VARIABLES);
  if (faults[0] !== undefined) throw new Error(faults[0].message);
  const lines = filledIn(templates, {
    'agent.name': agent,
    'agent.first_name': agent === null ? null : nameParts(agent).first,
    'queue.name': queue,
    'installation.name': installation,
  });
  const signature = lines
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return signature === '' ? null : signature;
}

/** What stands below a mail of this queue; null where it has no signature. A reply must not wait for a signature that is no good. */
async function signatureFor(sql: Sql, { installation, queueId, language, agent }: Signing): Promise<string | null> {
  const [queue] = await sql.rows<{ name: string; texts: SnippetText[] }>(
    'SELECT name, signatures AS texts FROM queues WHERE id = $1',
    [queueId],
  );
  const chosen = queue === undefined ? null : textIn(queue.texts, [language]);
  if (queue === undefined || chosen === null) return null;
  try {
    return filled(chosen.text, { agent, queue: queue.name, installation });
  } catch {
    return null;
  }
}

/** The same of a ticket and whoever writes on it. */
export async function signatureOn(
  sql: Sql,
  desk: Desk,
  ticketId: string,
  agentId: string | null,
): Promise<string | null> {
  const [ground] = await sql.rows<{ queueId: string; language: string | null; agent: string | null }>(
    `SELECT t.queue_id AS "queueId", coalesce(t.language, c.language) AS language,
       (SELECT name FROM agents WHERE id = $2) AS agent
     FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id WHERE t.id = $1`,
    [ticketId, agentId],
  );
  return ground === undefined ? null : signatureFor(sql, { ...ground, installation: desk.installationName });
}

/** @throws Refusal not-found where the asker does not see the ticket, not-allowed where he may not answer on it */
export async function signatureOnTicket(desk: Desk, asker: Asker, ticket: string): Promise<string | null> {
  const sql = sqlOn(desk.database);
  return signatureOn(sql, desk, await see(sql, asker, ticket, 'reply'), asker.agentId);
}

/** How a signature would read below a mail of whoever asks; nothing is stored. */
export function previewSignature(desk: Desk, asker: Asker, queue: string, text: string): SignaturePreview {
  const { faults } = understand(text, '/text', SIGNATURE_VARIABLES);
  if (faults.length > 0) return { text: '', faults };
  try {
    const agent = asker.agentId === null ? 'Mara Kessler' : asker.name;
    return { text: filled(text, { agent, queue, installation: desk.installationName }) ?? '', faults: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 200) : 'This is too much.';
    const fault: MailTemplateFault = {
      pointer: '/text',
      code: 'limit',
      message,
      line: null,
      column: null,
      variable: null,
    };
    return { text: '', faults: [fault] };
  }
}

/** @throws Refusal invalid, with the line of each fault */
function refuseFaultySignatures(texts: readonly SnippetText[]): void {
  const faults = texts.flatMap(({ language, text }, index): readonly Fault[] => {
    const pointer = `/signatures/${index}`;
    if (texts.findIndex((one) => one.language === language) < index)
      return [{ pointer: `${pointer}/language`, code: 'twice', message: 'This language is there already.' }];
    if (text.trim() === '' || text.length > SIGNATURE_LIMITS.text)
      return [{ pointer: `${pointer}/text`, code: 'length', message: 'Write 1 to 2,000 characters.' }];
    const found = understand(text, `${pointer}/text`, SIGNATURE_VARIABLES).faults;
    return found.map(({ pointer: at, code, message }) => ({ pointer: at, code, message }));
  });
  if (faults.length > 0) throw new Refusal('invalid', faults[0]?.message ?? 'The signature cannot be used.', faults);
}

export async function saveSignatures(tx: Transaction, queueId: string, texts: readonly SnippetText[]): Promise<void> {
  refuseFaultySignatures(texts);
  await tx.rows('UPDATE queues SET signatures = $2::jsonb WHERE id = $1', [queueId, JSON.stringify(texts)]);
}
