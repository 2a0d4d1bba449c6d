import type { DemoLanguage } from './cast.js';
import { MAIL_HOSTS, NAMES, ORGANISATIONS } from './names.js';
import { type Random, storyId } from './random.js';

export type Tone = 'polite' | 'plain' | 'brief' | 'angry' | 'chatty';

export interface DemoCustomer {
  readonly id: string;
  readonly name: string;
  readonly surname: string;
  readonly woman: boolean;
  readonly email: string;
  readonly phone: string;
  readonly language: DemoLanguage;
  readonly tone: Tone;
  readonly organisation: { readonly name: string; readonly place: string } | null;
  /** How carefully he types: slips, no capitals, no umlauts. */
  readonly typing: 'neat' | 'slips' | 'small' | 'ascii';
  readonly mailer: 'plain' | 'html' | 'phone';
  readonly since: number;
}

const LANGUAGES: readonly (readonly [DemoLanguage, number])[] = [
  ['de', 62],
  ['en', 17],
  ['it', 11],
  ['fr', 10],
];
const TONES: readonly (readonly [Tone, number])[] = [
  ['plain', 36],
  ['polite', 26],
  ['brief', 16],
  ['angry', 12],
  ['chatty', 10],
];
const TYPING: readonly (readonly [DemoCustomer['typing'], number])[] = [
  ['neat', 76],
  ['slips', 13],
  ['small', 7],
  ['ascii', 4],
];
const MAILERS: readonly (readonly [DemoCustomer['mailer'], number])[] = [
  ['plain', 52],
  ['html', 28],
  ['phone', 20],
];

const ascii = (text: string): string =>
  text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');

/** Hands out customers: most once, a tenth again and again; no two share an address. */
export interface Clientele {
  newcomer(at: number, wanted?: { readonly language?: DemoLanguage; readonly tone?: Tone }): DemoCustomer;
  /** One of the houses that buy many lamps. */
  organisation(): DemoCustomer;
  /** Somebody who has written before and often does; undefined before the first. */
  regular(): DemoCustomer | undefined;
}

export function clientele(random: Random, start: number): Clientele {
  const taken = new Set<string>();
  const houses = ORGANISATIONS.map((house) => houseOf(house, start, random, taken));
  const regulars: DemoCustomer[] = [];
  return {
    newcomer: (at, wanted = {}) => {
      const customer = { ...person(wanted.language ?? random.draw(LANGUAGES), at, random, taken), ...wanted };
      if (random.chance(0.07)) regulars.push(customer);
      return customer;
    },
    organisation: () => random.pick(houses),
    regular: () => (regulars.length === 0 ? undefined : random.pick(regulars)),
  };
}

function person(language: DemoLanguage, at: number, random: Random, taken: Set<string>): DemoCustomer {
  const woman = random.chance(0.54);
  const bank = NAMES[language];
  const first = random.pick(woman ? bank.women : bank.men);
  const surname = random.pick(bank.surnames);
  const email = address(first, surname, random.pick(MAIL_HOSTS[language]), random, taken);
  return {
    id: storyId(at, random),
    name: `${first} ${surname}`,
    surname,
    woman,
    email,
    phone: phone(language, random),
    language,
    tone: random.draw(TONES),
    organisation: null,
    typing: language === 'de' ? random.draw(TYPING) : random.draw(TYPING.filter(([typing]) => typing !== 'ascii')),
    mailer: random.draw(MAILERS),
    since: at,
  };
}

function houseOf(house: (typeof ORGANISATIONS)[number], at: number, random: Random, taken: Set<string>): DemoCustomer {
  const contact = person(house.language, at, random, taken);
  const email = address(contact.name.split(' ')[0] ?? 'info', contact.surname, house.host, random, taken);
  return {
    ...contact,
    email,
    tone: random.chance(0.7) ? 'polite' : 'plain',
    organisation: { name: house.name, place: house.place },
    typing: 'neat',
    mailer: 'html',
  };
}

function address(first: string, surname: string, host: string, random: Random, taken: Set<string>): string {
  const given = ascii(first);
  const family = ascii(surname);
  const plain = random.pick([
    `${given}.${family}`,
    `${given.slice(0, 1)}.${family}`,
    `${given}${family}`,
    `${family}.${given}`,
  ]);
  for (let year = 0; ; year += 1) {
    const local = year === 0 ? plain : `${plain}${random.between(55, 99) + (year > 30 ? 100 * year : 0)}`;
    const email = `${local}@${host}`;
    if (taken.has(email)) continue;
    taken.add(email);
    return email;
  }
}

/** Berlin, Frankfurt, Hamburg, Cologne, Munich: the same for landlines. */
const CITIES = ['30 23125', '69 90009', '40 66969', '221 4710', '89 99998'];

/** Numbers that regulators keep free for stories. */
function phone(language: DemoLanguage, random: Random): string {
  const tail = String(random.between(0, 999)).padStart(3, '0');
  if (language === 'en') return `+44 7700 900${tail}`;
  if (language === 'fr') return `+33 6 39 98 ${String(random.between(0, 99)).padStart(2, '0')} ${tail.slice(0, 2)}`;
  if (language === 'it') return `+39 3${random.between(20, 49)} 555 0${tail}`;
  const city = CITIES[Number(tail.slice(2)) - 5];
  return city === undefined ? `+49 171 39 20 0${tail.slice(0, 2)}` : `+49 ${city} ${tail}`;
}
