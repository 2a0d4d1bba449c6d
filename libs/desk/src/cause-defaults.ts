import type { Controllability, TaxonomyNode } from '@redress/domain/causes/taxonomy.js';
import { type Instant, instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { holdTaxonomy, saveNodes } from '@redress/persistence/stores/taxonomies.store.js';

type Branch = readonly [code: string, en: string, de: string];

/** What customers experience, in the words that most houses use; the first thing that a quality manager makes his own. */
const PROBLEM_TYPES: readonly Branch[] = [
  ['product', 'Product', 'Produkt'],
  ['product.defect', 'Does not work', 'Funktioniert nicht'],
  ['product.quality', 'Poor quality or finish', 'Mangelhafte Qualität'],
  ['product.safety', 'Unsafe', 'Unsicher'],
  ['product.not-as-described', 'Not as described', 'Nicht wie beschrieben'],
  ['delivery', 'Delivery', 'Lieferung'],
  ['delivery.late', 'Late or not there', 'Verspätet oder nicht angekommen'],
  ['delivery.damaged', 'Arrived damaged', 'Beschädigt angekommen'],
  ['delivery.wrong', 'Wrong or incomplete', 'Falsch oder unvollständig'],
  ['returns', 'Returns and spare parts', 'Rückgabe und Ersatzteile'],
  ['returns.process', 'Return is difficult', 'Rückgabe ist schwierig'],
  ['returns.spare-part', 'Spare part missing', 'Ersatzteil fehlt'],
  ['billing', 'Billing', 'Abrechnung'],
  ['billing.invoice', 'Invoice is wrong', 'Rechnung ist falsch'],
  ['billing.refund', 'Refund missing or late', 'Erstattung fehlt oder verspätet'],
  ['service', 'Service', 'Service'],
  ['service.no-answer', 'No answer', 'Keine Antwort'],
  ['service.conduct', 'Unfriendly or not helpful', 'Unfreundlich oder nicht hilfreich'],
  ['service.information', 'Wrong or missing information', 'Falsche oder fehlende Auskunft'],
  ['privacy', 'Privacy', 'Datenschutz'],
  ['other', 'Something else', 'Etwas anderes'],
];

type CauseBranch = readonly [
  code: string,
  en: string,
  de: string,
  controllability: Controllability,
  process: string | null,
];

/** Why things go wrong, bound to the processes that can do something about it. */
const ROOT_CAUSES: readonly CauseBranch[] = [
  ['product', 'Product', 'Produkt', 'ours', 'Product development'],
  ['product.design', 'Design fault', 'Konstruktionsfehler', 'ours', 'Product development'],
  ['product.production', 'Production fault', 'Fertigungsfehler', 'ours', 'Production'],
  ['product.material', 'Material fault', 'Materialfehler', 'ours', 'Purchasing'],
  ['product.wear', 'Wear as expected', 'Üblicher Verschleiß', 'customer', null],
  ['supply', 'Supply', 'Beschaffung', 'ours', 'Purchasing'],
  ['supply.out-of-stock', 'Not in stock', 'Nicht vorrätig', 'ours', 'Purchasing'],
  ['supply.supplier', 'Supplier did not deliver', 'Lieferant lieferte nicht', 'partner', 'Purchasing'],
  ['warehouse', 'Warehouse', 'Lager', 'ours', 'Warehouse'],
  ['warehouse.packing', 'Packing insufficient', 'Unzureichend verpackt', 'ours', 'Warehouse'],
  ['warehouse.picking', 'Wrong item picked', 'Falsch kommissioniert', 'ours', 'Warehouse'],
  ['partner', 'Partner', 'Partner', 'partner', 'Partner management'],
  ['partner.courier', 'Courier', 'Paketdienst', 'partner', 'Shipping'],
  ['partner.payment', 'Payment provider', 'Zahlungsdienst', 'partner', 'Accounting'],
  ['information', 'Information', 'Information', 'ours', 'Marketing'],
  ['information.shop-page', 'Shop page wrong or unclear', 'Shopseite falsch oder unklar', 'ours', 'Online shop'],
  [
    'information.manual',
    'Instructions wrong or unclear',
    'Anleitung falsch oder unklar',
    'ours',
    'Product development',
  ],
  ['process', 'Process', 'Prozess', 'ours', 'Customer care'],
  ['process.backlog', 'Backlog', 'Rückstau', 'ours', 'Customer care'],
  ['process.rule', 'Rule or policy of the house', 'Regelung des Hauses', 'ours', 'Customer care'],
  ['process.training', 'Training or knowledge', 'Schulung oder Wissen', 'ours', 'Customer care'],
  ['accounting', 'Accounting', 'Buchhaltung', 'ours', 'Accounting'],
  ['accounting.booking', 'Wrong booking', 'Falsch gebucht', 'ours', 'Accounting'],
  ['accounting.refund-run', 'Refund run late', 'Erstattungslauf verspätet', 'ours', 'Accounting'],
  ['system', 'Systems', 'Systeme', 'ours', 'IT'],
  ['system.fault', 'System fault', 'Systemfehler', 'ours', 'IT'],
  ['customer', 'Customer', 'Kunde', 'customer', null],
  ['customer.use', 'Used in another way', 'Anders verwendet', 'customer', null],
  ['customer.order', 'Ordered something else', 'Anderes bestellt', 'customer', null],
];

const EVER: Instant = instant(0);

/** `a.b` stands under `a`. */
const parentOf = (code: string): string | null => (code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : null);

/** A node as it is when nobody has said more about it. */
export const plainNode = (
  [code, en, de]: Branch,
  position: number,
  more: Partial<TaxonomyNode> = {},
): TaxonomyNode => ({
  code,
  parent: parentOf(code),
  labels: { en, de },
  definition: '',
  process: null,
  ownerId: null,
  controllability: 'unknown',
  position,
  validFrom: EVER,
  validTo: null,
  replacedBy: null,
  ...more,
});

/** The starter set. */
const starterTrees = (): { problemTypes: TaxonomyNode[]; rootCauses: TaxonomyNode[] } => ({
  problemTypes: PROBLEM_TYPES.map((branch, index) => plainNode(branch, (index + 1) * 10)),
  rootCauses: ROOT_CAUSES.map(([code, en, de, controllability, process], index) =>
    plainNode([code, en, de], (index + 1) * 10, { controllability, process }),
  ),
});

/** Gives an installation without trees the starter set. */
export async function makeDefaultTrees(tx: Transaction, at: Instant): Promise<void> {
  const change = { by: null, at };
  const { problemTypes, rootCauses } = starterTrees();
  const types = await holdTaxonomy(tx, 'problemType');
  if (types.nodes.length === 0) await saveNodes(tx, 'problemType', problemTypes, change);
  const causes = await holdTaxonomy(tx, 'rootCause');
  if (causes.nodes.length === 0) await saveNodes(tx, 'rootCause', rootCauses, change);
}
