import type { MailTemplateFault } from '@redress/contract/mail-templates.js';
import type { SignaturePreview, TicketSignature } from '@redress/contract/people.js';
import type { Asker } from '@redress/domain/people.js';
import { type Fault, Refusal } from '@redress/domain/refusal.js';
import { SIGNATURE_LIMITS, SIGNATURE_VARIABLES } from '@redress/domain/signatures/signature.js';
import { nameParts } from '@redress/domain/snippets/person-name.js';
import { type SnippetText, textIn } from '@redress/domain/snippets/snippet.js';
import { type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { type Desk, see } from './desk.js';
import { filledIn, understand } from './liquid.js';

/** Who signs. Null: nobody who has a name. */
interface Signer {
  readonly agent: string | null;
  readonly jobTitle: string | null;
  readonly phone: string | null;
}

interface Ground extends Signer {
  readonly installation: string;
  readonly queueId: string;
  readonly language: string | null;
}

interface Values extends Signer {
  readonly queue: string;
  readonly installation: string;
}

/** How an agent `a` signs: as he says himself, else by the name that colleagues see. */
const SIGNER = `coalesce(nullif(a.preferences #>> '{signing,name}', ''), a.name) AS agent,
  nullif(a.preferences #>> '{signing,jobTitle}', '') AS "jobTitle", nullif(a.preferences #>> '{signing,phone}', '') AS phone`;

/** Null where there is nothing to be said. @throws Error where it cannot be filled in */
function filled(text: string, { agent, jobTitle, phone, queue, installation }: Values): string | null {
  const { templates, faults } = understand(text, '/text', SIGNATURE_VARIABLES);
  if (faults[0] !== undefined) throw new Error(faults[0].message);
  const lines = filledIn(templates, {
    'agent.name': agent,
    'agent.first_name': agent === null ? null : nameParts(agent).first,
    'agent.job_title': jobTitle,
    'agent.phone': phone,
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
async function signatureFor(sql: Sql, { queueId, language, ...values }: Ground): Promise<TicketSignature> {
  const [queue] = await sql.rows<{ name: string; texts: SnippetText[] }>(
    'SELECT name, signatures AS texts FROM queues WHERE id = $1',
    [queueId],
  );
  const chosen = queue === undefined ? null : textIn(queue.texts, [language]);
  if (queue === undefined || chosen === null) return { text: null, fault: null };
  try {
    return { text: filled(chosen.text, { ...values, queue: queue.name }), fault: null };
  } catch {
    const [fault] = understand(chosen.text, '/text', SIGNATURE_VARIABLES).faults;
    return { text: null, fault: fault?.code ?? 'limit' };
  }
}

/** The same of a ticket and whoever writes on it. */
export async function signatureOn(
  sql: Sql,
  desk: Desk,
  ticketId: string,
  agentId: string | null,
): Promise<string | null> {
  return (await signatureState(sql, desk, ticketId, agentId)).text;
}

async function signatureState(
  sql: Sql,
  desk: Desk,
  ticketId: string,
  agentId: string | null,
): Promise<TicketSignature> {
  const [ground] = await sql.rows<Signer & { queueId: string; language: string | null }>(
    `SELECT t.queue_id AS "queueId", coalesce(t.language, c.language) AS language, ${SIGNER}
     FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN agents a ON a.id = $2 WHERE t.id = $1`,
    [ticketId, agentId],
  );
  if (ground === undefined) return { text: null, fault: null };
  return signatureFor(sql, { ...ground, installation: desk.installationName });
}

/** @throws Refusal not-found where the asker does not see the ticket, not-allowed where he may not answer on it */
export async function signatureOnTicket(desk: Desk, asker: Asker, ticket: string): Promise<TicketSignature> {
  const sql = sqlOn(desk.database);
  return signatureState(sql, desk, await see(sql, asker, ticket, 'reply'), asker.agentId);
}

/** How a signature would read below a mail of whoever asks; nothing is stored. */
export async function previewSignature(
  desk: Desk,
  asker: Asker,
  queue: string,
  text: string,
): Promise<SignaturePreview> {
  const { faults } = understand(text, '/text', SIGNATURE_VARIABLES);
  if (faults.length > 0) return { text: '', faults };
  try {
    const signer = await signerOf(sqlOn(desk.database), asker.agentId);
    const values = { ...signer, queue, installation: desk.installationName };
    return { text: filled(text, values) ?? '', faults: [] };
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

/** Somebody made up where nobody asks who could sign. */
const EXAMPLE: Signer = { agent: 'Mara Kessler', jobTitle: 'Customer care', phone: '+49 30 123456' };

async function signerOf(sql: Sql, agentId: string | null): Promise<Signer> {
  const [signer] = await sql.rows<Signer>(`SELECT ${SIGNER} FROM agents a WHERE a.id = $1`, [agentId]);
  return signer ?? EXAMPLE;
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
