import { type Macro, MACRO_LIMITS } from '@redress/domain/macros/macro.js';
import { SNIPPET_LIMITS, type SnippetText } from '@redress/domain/snippets/snippet.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { saveMacro } from '@redress/persistence/stores/macros.store.js';
import { insertSavedView } from '@redress/persistence/stores/saved-views.store.js';
import { saveSnippet } from '@redress/persistence/stores/snippets.store.js';
import { newId } from '@redress/platform/ids.js';
import type { Places } from './verbs.js';

const DEAR_EN = 'Dear {{customer.name | default: "customer"}},\n\n';
const DEAR_DE = 'Guten Tag {{customer.name | default: ""}},\n\n';

const inTwo = (en: string, de: string): readonly SnippetText[] => [
  { language: 'en', text: `${DEAR_EN}${en}` },
  { language: 'de', text: `${DEAR_DE}${de}` },
];

const SNIPPETS = [
  {
    name: 'New driver is on its way',
    word: 'driver',
    texts: inTwo(
      'the flicker comes from the driver of one batch. A new one leaves us today; you change it without tools, and the sheet shows how. You need not send anything back.',
      'das Flackern kommt vom Treiber einer Charge. Ein neuer geht heute an Sie; Sie wechseln ihn ohne Werkzeug, das Blatt zeigt, wie. Sie müssen nichts zurückschicken.',
    ),
  },
  {
    name: 'Return label',
    word: 'label',
    texts: inTwo(
      'the return label for {{ticket.number}} is attached. Drop the parcel anywhere; the money is with you three days after it reached us.',
      'der Rücksendeschein zu {{ticket.number}} liegt bei. Geben Sie das Paket ab, wo Sie mögen; das Geld ist drei Tage nach seiner Ankunft bei Ihnen.',
    ),
  },
  {
    name: 'Which lamp, which dimmer?',
    word: 'which',
    texts: inTwo(
      'so that we find the cause at once: which lamp is it, what stands on the plate below the foot, and which dimmer hangs before it? A photo of both is best.',
      'damit wir die Ursache gleich finden: Welche Leuchte ist es, was steht auf dem Schild unter dem Fuß, und welcher Dimmer hängt davor? Am besten hilft ein Foto von beidem.',
    ),
  },
  {
    name: 'Courier on strike',
    word: 'strike',
    texts: inTwo(
      'your parcel stands in a depot that is on strike. We do not let you wait for that: another one leaves us today with another carrier.',
      'Ihr Paket liegt in einem bestreikten Depot. Darauf sollen Sie nicht warten: Ein anderes geht heute mit einem anderen Dienst an Sie.',
    ),
  },
  {
    name: 'Follow it here',
    word: 'follow',
    texts: inTwo(
      'what happens with {{ticket.number}}, and by when, you read here at any time: {{ticket.status_link}}',
      'was mit {{ticket.number}} geschieht und bis wann, lesen Sie jederzeit hier: {{ticket.status_link}}',
    ),
  },
] as const;

type DemoMacro = Pick<Macro, 'name' | 'condition' | 'steps' | 'goTo'>;

const MACROS: readonly DemoMacro[] = [
  {
    name: 'Send a new driver, then wait',
    condition: { fact: 'kind', operator: 'is', value: 'complaint' },
    steps: [
      { do: 'reply', texts: SNIPPETS[0].texts },
      { do: 'tag', add: ['driver'], remove: [] },
      { do: 'assignMe' },
      { do: 'setStatus', status: 'waitingCustomer' },
    ],
    goTo: 'next',
  },
  {
    name: 'Ask which lamp',
    condition: null,
    steps: [
      { do: 'reply', texts: SNIPPETS[2].texts },
      { do: 'setStatus', status: 'waitingCustomer' },
    ],
    goTo: 'next',
  },
  {
    name: 'Take it, it is urgent',
    condition: null,
    steps: [{ do: 'assignMe' }, { do: 'setPriority', priority: 'urgent' }],
    goTo: 'stay',
  },
];

const VIEWS = [
  { name: 'Lumo 2, open', slug: 'lumo-2', q: 'is:open product:lumo-2' },
  { name: 'Safety', slug: 'safety', q: 'is:open tag:safety' },
  { name: 'Deliveries to answer', slug: 'deliveries', q: 'is:open is:unanswered queue:"Delivery & returns"' },
] as const;

/** What the team of the story has at hand for everybody: snippets, macros and views. What somebody has under such a name stays his. */
export async function layDownAtHand(tx: Transaction, { agents }: Places, at: Instant): Promise<void> {
  const shared = { ownerId: null, teamId: null, version: 1, at, by: agents.mara };
  for (const snippet of SNIPPETS)
    await saveSnippet(tx, { ...shared, ...snippet, id: newId() }, { personal: 0, shared: SNIPPET_LIMITS.shared });
  const [there] = await tx.rows<{ last: number; made: boolean }>(
    `SELECT coalesce(max(position), 0) AS last, coalesce(bool_or(updated_by = $1), false) AS made FROM macros`,
    [agents.mara],
  );
  if (there?.made !== true)
    for (const [index, macro] of MACROS.entries())
      await saveMacro(
        tx,
        { ...shared, ...macro, id: newId(), position: (there?.last ?? 0) + index + 1 },
        MACRO_LIMITS.shared,
      );
  for (const { slug, ...view } of VIEWS) {
    const [taken] = await tx.rows('SELECT 1 FROM saved_views WHERE slug = $1', [slug]);
    const row = { id: newId(), sort: 'due', version: 1, at, ownerId: agents.mara, audience: 'everybody' as const };
    if (taken === undefined) await insertSavedView(tx, { ...view, ...row, teamId: null }, slug);
  }
}

/** Whatever somebody real has changed is his. Views go with those who own them. */
export async function takeUpAtHand(tx: Transaction): Promise<void> {
  for (const table of ['snippets', 'macros'])
    await tx.rows(`DELETE FROM ${table} WHERE updated_by IN (SELECT id FROM agents WHERE demo)`);
}
