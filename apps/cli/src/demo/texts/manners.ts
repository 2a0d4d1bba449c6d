import { lines } from './bank.js';

/** How people of a language begin, end, grumble and thank, whatever the matter; and how the desk answers them. */
export interface Manners {
  readonly politeGreetings: readonly string[];
  readonly plainGreetings: readonly string[];
  readonly politeOpeners: readonly string[];
  /** What chatty people tell about themselves first. */
  readonly intros: readonly string[];
  readonly anger: readonly string[];
  readonly politeClosings: readonly string[];
  readonly plainClosings: readonly string[];
  readonly rooms: readonly string[];
  /** Two to six in words. */
  readonly numbers: readonly string[];
  readonly thanks: readonly string[];
  readonly reminders: readonly string[];
  readonly disputes: readonly string[];
  readonly awaySubject: string;
  readonly away: readonly string[];
  /** `{name}` is how the person is addressed: with the surname where that is polite. */
  readonly agentGreetings: readonly string[];
  readonly agentThanks: readonly string[];
  readonly agentClosings: readonly string[];
  /** One for each team: care, delivery, accounting. */
  readonly agentWaits: readonly string[];
  /** After an answer to what was asked. */
  readonly agentFollowUps: readonly string[];
  /** After they waited for us. */
  readonly agentPatience: readonly string[];
  /** The decision when a complaint is not upheld, with where else one can turn. */
  readonly refusals: readonly string[];
  readonly withdrawals: readonly string[];
  /** Automatic receipt: `{number}` is filled in by whoever knows it. */
  readonly receipt: string;
  readonly receiptSubject: string;
  readonly batchLines: readonly string[];
  /** The line above a quotation: `{date}`, `{time}`, `{who}`. */
  readonly quoteHead: string;
  readonly mobile: string;
}

export type MannersSource = {
  readonly [Part in keyof Manners]: string;
};

export const manners = (source: MannersSource): Manners => ({
  ...source,
  politeGreetings: lines(source.politeGreetings),
  plainGreetings: lines(source.plainGreetings),
  politeOpeners: lines(source.politeOpeners),
  intros: lines(source.intros),
  anger: lines(source.anger),
  politeClosings: lines(source.politeClosings),
  plainClosings: lines(source.plainClosings),
  rooms: lines(source.rooms),
  numbers: lines(source.numbers),
  thanks: lines(source.thanks),
  reminders: lines(source.reminders),
  disputes: lines(source.disputes),
  away: lines(source.away),
  agentGreetings: lines(source.agentGreetings),
  agentThanks: lines(source.agentThanks),
  agentClosings: lines(source.agentClosings),
  agentWaits: lines(source.agentWaits),
  agentFollowUps: lines(source.agentFollowUps),
  agentPatience: lines(source.agentPatience),
  refusals: lines(source.refusals),
  withdrawals: lines(source.withdrawals),
  batchLines: lines(source.batchLines),
});
