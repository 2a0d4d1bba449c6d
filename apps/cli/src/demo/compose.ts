import type { DemoLanguage } from './cast.js';
import type { DemoCustomer, Tone } from './customers.js';
import type { ProblemKey } from './problems.js';
import type { Random } from './random.js';
import { BANKS, MANNERS } from './texts/languages.js';
import type { Manners } from './texts/manners.js';

/** What the slots of the sentences mean on one ticket. */
export type Words = Readonly<Record<string, string>>;

export interface Speaker {
  readonly language: DemoLanguage;
  readonly woman: boolean;
}

/**
 * Fills a sentence: `[a|b]` is a choice, `<a/b>` is for a man or a woman who speaks, `{slot}` is a word of the filling.
 * @throws RangeError for a slot that nothing fills: a mail must not show a brace.
 */
export function fill(sentence: string, words: Words, speaker: Speaker, random: Random): string {
  if (!/[[<{]/.test(sentence)) return sentence;
  return sentence
    .replace(/\[([^\]]*)\]/g, (_, choices: string) => random.pick(choices.split('|')))
    .replace(/<([^<>/]*)\/([^<>/]*)>/g, (_, man: string, woman: string) => (speaker.woman ? woman : man))
    .replace(/\{(\w+)\}/g, (_, slot: string) => {
      const word = words[slot];
      if (word === undefined) throw new RangeError(`nothing fills {${slot}} in "${sentence}"`);
      return word;
    });
}

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** For a sentence that follows another: without its greeting it starts large. */
const sentenceCase = (text: string): string =>
  text.replace(/(^|[.!?] )(\p{Ll})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());

export interface Written {
  readonly subject: string;
  /** Without signature and quotation. */
  readonly body: string;
}

interface Material {
  readonly fact: string;
  readonly detail: string;
  readonly effect: string;
  readonly demand: string;
}

/** A first complaint, as this person would write it. `extra` are sentences that belong to the circumstances. */
export function complain(
  customer: DemoCustomer,
  problem: ProblemKey,
  words: Words,
  extra: readonly string[],
  random: Random,
): Written {
  const { language } = customer;
  const bank = BANKS[language][problem];
  const say = (sentences: readonly string[]): string => fill(random.pick(sentences), words, customer, random);
  const [factSource = '', ownSubject] = random.pick(bank.facts).split(' => ');
  // A subject of its own goes with what happened; the general ones fit everything.
  const fitting = ownSubject !== undefined && random.chance(0.6) ? [ownSubject] : bank.subjects;
  const subject = upperFirst(say(fitting));
  const material: Material = {
    fact: say([factSource]),
    detail: say(bank.details),
    effect: say(bank.effects),
    demand: say(bank.demands),
  };
  const circumstances = extra.map((sentence) => fill(sentence, words, customer, random)).join(' ');
  const body = letter(customer, material, circumstances, random);
  return { subject: shout(customer, subject, random), body: type(body, customer, random) };
}

function letter(customer: DemoCustomer, material: Material, circumstances: string, random: Random): string {
  const name = signedAs(customer, random);
  const hello = random.pick(MANNERS[customer.language].plainGreetings);
  return LETTERS[customer.tone]({
    ...material,
    customer,
    circumstances,
    random,
    name,
    hello,
    manners: MANNERS[customer.language],
  });
}

interface Draft extends Material {
  readonly customer: DemoCustomer;
  readonly circumstances: string;
  readonly random: Random;
  readonly name: string;
  readonly hello: string;
  readonly manners: Manners;
}

const one = (...parts: readonly string[]): string => sentenceCase(parts.filter((part) => part !== '').join(' '));

/** How people of each temper put the same matter. */
const LETTERS: Readonly<Record<Tone, (draft: Draft) => string>> = {
  brief: ({ fact, demand, circumstances, random, hello, name }) =>
    random.chance(0.5)
      ? one(fact, circumstances, demand)
      : paragraphs(hello, `${fact} ${demand}`, one(circumstances), name),
  plain: ({ fact, detail, effect, demand, circumstances, random, hello, name, manners }) =>
    paragraphs(
      hello,
      tail(fact, one(detail, circumstances, random.chance(0.4) ? effect : '', demand)),
      `${random.pick(manners.plainClosings)}\n${name}`,
    ),
  polite: ({ fact, detail, effect, demand, circumstances, random, customer, manners }) => {
    const opener = random.chance(0.35) ? `${fill(random.pick(manners.politeOpeners), {}, customer, random)} ` : '';
    const [thanks = '', closing = ''] = random.pick(manners.politeClosings).split('|');
    return paragraphs(
      random.pick(manners.politeGreetings),
      tail(`${opener}${fact}`, one(detail, circumstances)),
      one(effect, demand),
      `${thanks}\n\n${closing}\n${customer.name}`,
    );
  },
  angry: ({ fact, effect, demand, circumstances, random, customer, hello, name, manners }) => {
    const anger = fill(random.pick(manners.anger), {}, customer, random);
    const greets = random.chance(0.5);
    const start = greets ? paragraphs(hello, tail(fact, one(circumstances, effect))) : one(fact, circumstances, effect);
    const end = random.chance(0.5) ? `${anger} ${demand}` : `${demand} ${anger}`;
    return paragraphs(start, end, random.chance(0.6) ? name : '');
  },
  chatty: ({ fact, detail, effect, demand, circumstances, random, customer, manners }) =>
    paragraphs(
      random.pick(manners.politeGreetings),
      tail(random.pick(manners.intros), one(fact, detail)),
      one(circumstances, effect, demand),
      `${random.pick(manners.plainClosings)}\n${customer.name}`,
    ),
};

/** A first sentence as it stands after a greeting, and the rest. */
const tail = (first: string, rest: string): string => (rest === '' ? first : `${first} ${rest}`);
const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part.trim() !== '').join('\n\n');

function signedAs(customer: DemoCustomer, random: Random): string {
  const first = customer.name.split(' ')[0] ?? customer.name;
  if (customer.organisation !== null) return customer.name;
  return random.draw([
    [customer.name, 6],
    [`${first.charAt(0)}. ${customer.surname}`, 3],
    [first, 2],
  ]);
}

/** A short later mail of the customer: an answer, thanks, a reminder. */
export function remark(customer: DemoCustomer, sentence: string, words: Words, random: Random): string {
  const manners = MANNERS[customer.language];
  const said = fill(sentence, words, customer, random);
  const name = signedAs(customer, random);
  const short = customer.tone === 'brief' || random.chance(0.25);
  const body = short
    ? upperFirst(said)
    : paragraphs(
        random.pick(manners.plainGreetings),
        said,
        random.chance(0.7) ? `${random.pick(manners.plainClosings)}\n${name}` : name,
      );
  return type(body, customer, random);
}

function shout(customer: DemoCustomer, subject: string, random: Random): string {
  if (customer.tone === 'angry' && random.chance(0.3)) return `${subject.toUpperCase()}!!!`;
  return customer.typing === 'small' ? subject.toLowerCase() : subject;
}

/** Lets the text look typed: most neatly, some in a hurry. Numbers and product names stay readable. */
function type(text: string, customer: DemoCustomer, random: Random): string {
  switch (customer.typing) {
    case 'neat':
      return text;
    case 'small':
      return text.toLowerCase();
    case 'ascii':
      return text.replace(/[äöüÄÖÜß]/g, (letter) => ASCII[letter] ?? letter);
    case 'slips':
      return slips(text, random);
  }
}

const ASCII: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' };

/** Swaps, doubles or drops a letter in one or two of the longer words. */
function slips(text: string, random: Random): string {
  const words = text.split(' ');
  const long = words.flatMap((word, index) => (/^\p{Ll}{6,}$/u.test(word) ? [index] : []));
  for (let count = random.between(1, 2); count > 0 && long.length > 0; count -= 1) {
    const index = random.pick(long);
    const word = words[index] ?? '';
    const at = random.between(2, word.length - 3);
    const [head, here, next, rest] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
    words[index] = random.pick([
      `${head}${next}${here}${rest}`,
      `${head}${here}${here}${next}${rest}`,
      `${head}${next}${rest}`,
    ]);
  }
  return words.join(' ');
}
