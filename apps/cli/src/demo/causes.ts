import { tagCause, typeIssue } from '@redress/domain/causes/tagging.js';
import type { Taxonomy, TaxonomyNode, Tree } from '@redress/domain/causes/taxonomy.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { instant } from '@redress/domain/time.js';
import { plainNode } from '@redress/desk/cause-defaults.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { holdTaxonomy, readTaxonomy, saveNodes } from '@redress/persistence/stores/taxonomies.store.js';
import { FAULTY_BATCH } from './matter.js';
import { PROBLEMS, type ProblemKey } from './problems.js';
import type { DemoOutcome, DemoTicket } from './scenario.js';

/** The trees by which the story is classified, each in the version that its tags name. */
export interface Trees {
  readonly problemType: Taxonomy;
  readonly rootCause: Taxonomy;
}

/** What each problem of the story is in the words of the starter set. */
const TYPES: Readonly<Record<ProblemKey, string>> = {
  flicker: 'product.defect',
  dimming: 'product.defect',
  wobble: 'product.quality',
  water: 'product.quality',
  heat: 'product.safety',
  sparePart: 'returns.spare-part',
  late: 'delivery.late',
  damaged: 'delivery.damaged',
  wrongItem: 'delivery.wrong',
  missingPart: 'delivery.wrong',
  returnLabel: 'returns.process',
  invoice: 'billing.invoice',
  refund: 'billing.refund',
  noReply: 'service.no-answer',
};

/** What a lamp maker adds to the starter set. */
const OWN_CAUSES: readonly (readonly [code: string, en: string, de: string, more?: Partial<TaxonomyNode>])[] = [
  ['product.driver', 'Driver fault', 'Treiberfehler', { process: 'Production' }],
  [
    `product.driver.batch-${FAULTY_BATCH}`,
    `Driver batch ${FAULTY_BATCH}`,
    `Treibercharge ${FAULTY_BATCH}`,
    { process: 'Production' },
  ],
  ['product.socket', 'Loose socket', 'Lose Fassung', { process: 'Production' }],
  ['product.dimmer-firmware', 'Dimmer firmware', 'Dimmer-Firmware', { process: 'Product development' }],
  ['product.joint-screw', 'Joint screw', 'Gelenkschraube', { process: 'Production' }],
  ['product.seal', 'Seal leaks', 'Dichtung undicht', { process: 'Production' }],
  ['product.power-supply', 'Power supply', 'Netzteil', { process: 'Purchasing' }],
  ['supply.spare-part-stock', 'Spare part not in stock', 'Ersatzteil nicht vorrätig', { process: 'Purchasing' }],
  ['supply.stock-shown-wrong', 'Stock shown wrong', 'Bestand falsch angezeigt', { process: 'Online shop' }],
  [
    'partner.courier.strike',
    'Courier on strike',
    'Paketdienst im Streik',
    { process: 'Shipping', controllability: 'partner' },
  ],
  [
    'information.assembly-guide',
    'Assembly guide unclear',
    'Montageanleitung unklar',
    { process: 'Product development' },
  ],
  ['process.return-portal', 'Return portal', 'Retourenportal', { process: 'Returns' }],
  ['process.phone-line', 'Phone line busy', 'Telefon besetzt', { process: 'Customer care' }],
  ['accounting.invoice-address', 'Wrong invoice address', 'Falsche Rechnungsadresse', { process: 'Accounting' }],
  ['accounting.double-booking', 'Booked twice', 'Doppelt gebucht', { process: 'Accounting' }],
  ['customer.dimmer-not-compatible', 'Dimmer does not fit', 'Dimmer passt nicht', { controllability: 'customer' }],
  ['customer.ordered-wrong', 'Ordered the wrong one', 'Falsch bestellt', { controllability: 'customer' }],
];

const FIRST_POSITION = 1_000;

const ownNodes = (): TaxonomyNode[] =>
  OWN_CAUSES.map(([code, en, de, more], index) =>
    plainNode([code, en, de], FIRST_POSITION + index, { controllability: 'ours', ...more }),
  );

/** Trees that know just what the story uses, for telling it without a database. */
export function demoTrees(): Trees {
  const tree = (name: Tree, codes: readonly string[]): Taxonomy => ({
    tree: name,
    version: 1,
    nodes: [...new Set(codes)].map((code, index) => plainNode([code, code, code], index, { parent: null })),
  });
  const causes = PROBLEMS.flatMap((problem) => problem.causes.map(([code]) => code));
  return {
    problemType: tree('problemType', Object.values(TYPES)),
    rootCause: tree('rootCause', [...causes, ...OWN_CAUSES.map(([code]) => code)]),
  };
}

/** Adds the causes of the lamp maker to the tree. A node of the same code that somebody made stays as it is. */
export async function growTrees(tx: Transaction, now: number): Promise<Trees> {
  const held = await holdTaxonomy(tx, 'rootCause');
  const missing = ownNodes().filter(({ code }) => !held.nodes.some((node) => node.code === code));
  if (missing.length > 0) await saveNodes(tx, 'rootCause', missing, { by: null, at: instant(now), demo: true });
  return { problemType: await readTaxonomy(tx, 'problemType'), rootCause: await readTaxonomy(tx, 'rootCause') };
}

const NEEDS_NO_CAUSE: readonly DemoOutcome[] = ['withdrawn', 'outOfScope'];

/** What an agent says about a complaint when he judges it: what it was, and why, unless nobody has to know. */
export function classified(ticket: Ticket, told: DemoTicket, outcome: DemoOutcome, trees: Trees): TicketFact[] {
  const { problem, cause } = told;
  if (problem === null) return [];
  return ticket.issues.flatMap(({ id }) => [
    ...typeIssue(ticket, id, TYPES[problem], trees.problemType, 'agent'),
    ...(cause === null || NEEDS_NO_CAUSE.includes(outcome)
      ? []
      : tagCause(
          ticket,
          { issueId: id, code: cause, role: 'primary', controllability: null, means: 'agent', score: null },
          trees.rootCause,
        )),
  ]);
}
