import { agentOf, type AgentKey, type DemoLanguage, type TeamKey, teamOf } from './cast.js';
import { shortDate, timeOfDay } from './calendar.js';
import { fill } from './compose.js';
import type { DemoCustomer } from './customers.js';
import type { Random } from './random.js';
import { MANNERS } from './texts/languages.js';

/** An earlier mail that an answer quotes. */
export interface Quoted {
  readonly at: number;
  readonly who: string;
  readonly text: string;
}

export interface Body {
  readonly text: string;
  readonly newText: string;
  readonly html: string | null;
}

/** The customer's mail around what he wrote: signature, quotation, and HTML where his program makes it. */
export function customerBody(customer: DemoCustomer, written: string, quoted: Quoted | null, random: Random): Body {
  const signature = signatureOf(customer);
  const plain = signature === '' ? written : `${written}\n\n${signature}`;
  const quotes = quoted !== null && random.chance(0.85);
  const text =
    quotes && quoted !== null ? `${plain}\n\n${quotation(quoted, customer.language, customer, random)}` : plain;
  const html = customer.mailer === 'html' ? asHtml(written, signature, quotes ? quoted : null, customer, random) : null;
  return { text, newText: written, html };
}

function signatureOf(customer: DemoCustomer): string {
  if (customer.organisation !== null) {
    return ['-- ', customer.organisation.name, customer.organisation.place, customer.phone].join('\n');
  }
  return customer.mailer === 'phone' ? MANNERS[customer.language].mobile : '';
}

const head = (quoted: Quoted, language: DemoLanguage, customer: DemoCustomer, random: Random): string =>
  fill(
    MANNERS[language].quoteHead,
    { date: shortDate(quoted.at, language), time: timeOfDay(quoted.at, language), who: quoted.who },
    customer,
    random,
  );

/** Old quotations are not quoted again, as most programs cut them. */
function quotation(quoted: Quoted, language: DemoLanguage, customer: DemoCustomer, random: Random): string {
  const lines = quoted.text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  return [head(quoted, language, customer, random), ...lines].join('\n');
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const asParagraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((block) => `<p>${escape(block).replace(/\n/g, '<br>')}</p>`)
    .join('\n');

function asHtml(
  written: string,
  signature: string,
  quoted: Quoted | null,
  customer: DemoCustomer,
  random: Random,
): string {
  const parts = [asParagraphs(written)];
  if (signature !== '')
    parts.push(
      `<p style="color:#666666;font-size:12px">${escape(signature.replace(/^-- \n/, '')).replace(/\n/g, '<br>')}</p>`,
    );
  if (quoted !== null) {
    const top = `<p>${escape(head(quoted, customer.language, customer, random))}</p>`;
    parts.push(
      `<div data-quotation="">${top}<blockquote type="cite" style="margin:0 0 0 8px;padding-left:8px;border-left:2px solid #cccccc">${asParagraphs(quoted.text)}</blockquote></div>`,
    );
  }
  return `<div style="font-family:Calibri,Arial,sans-serif;font-size:14px">\n${parts.join('\n')}\n</div>`;
}

export interface Answer {
  readonly agent: AgentKey;
  readonly team: TeamKey;
  readonly customer: DemoCustomer;
  /** Sentences; the first starts small, as after a greeting. */
  readonly said: readonly string[];
  readonly quoted: Quoted | null;
}

/** An agent's reply with greeting, name and team, in the customer's language. */
export function agentBody(answer: Answer, random: Random): Body {
  const { customer, agent, team, said, quoted } = answer;
  const manners = MANNERS[customer.language];
  const hello = fill(random.pick(manners.agentGreetings), { name: addressed(customer) }, customer, random);
  const close = `${random.pick(manners.agentClosings)}\n${agentOf(agent).name}\n${teamOf(team).signs[customer.language]}`;
  const newText = `${hello}\n\n${said.join('\n\n')}\n\n${close}`;
  const text =
    quoted !== null && random.chance(0.7)
      ? `${newText}\n\n${quotation(quoted, customer.language, customer, random)}`
      : newText;
  return { text, newText, html: null };
}

const TITLES: Readonly<Record<DemoLanguage, readonly [man: string, woman: string]>> = {
  de: ['Herr', 'Frau'],
  en: ['Mr', 'Ms'],
  it: ['signor', 'signora'],
  fr: ['Monsieur', 'Madame'],
};

/** "Frau Berg", "Madame Moreau". */
export function addressed(customer: DemoCustomer): string {
  const [man, woman] = TITLES[customer.language];
  return `${customer.woman ? woman : man} ${customer.surname}`;
}
