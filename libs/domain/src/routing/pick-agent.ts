import type { Instant } from '../time.js';
import { type ChannelName, CHANNELS, type SkillNeed, type WaitCause } from '../ticket/ticket.js';

/** Somebody who may work the queue, and how much he has to do. */
export interface Candidate {
  readonly id: string;
  /** Available, with a screen open, and not away. */
  readonly present: boolean;
  readonly skills: Readonly<Record<string, number>>;
  /** How much he can have open at once, in units of {@link ChannelWeights}; 0 takes nothing. */
  readonly units: number;
  /** Most tickets of one channel; a channel that is not named has no limit of its own. */
  readonly perChannel: Readonly<Partial<Record<ChannelName, number>>>;
  /** His open tickets per channel; those that wait for others do not count. */
  readonly open: Readonly<Partial<Record<ChannelName, number>>>;
  readonly lastAssignedAt: Instant | null;
}

/** How much of somebody a ticket of a channel takes. */
export type ChannelWeights = Readonly<Record<ChannelName, number>>;

export const DEFAULT_WEIGHTS: ChannelWeights = {
  email: 1,
  webForm: 1,
  letter: 1,
  api: 1,
  visit: 2,
  social: 1,
  chat: 2,
  phone: 3,
};

export interface Demand {
  readonly channel: ChannelName;
  readonly skills: readonly SkillNeed[];
  readonly excluded: readonly string[];
  readonly mode: 'roundRobin' | 'leastLoaded';
  /** How long it has had no owner. */
  readonly waitedSeconds: number;
  /** From then on skills are asked for no more; null asks for ever. */
  readonly relaxAfterSeconds: number | null;
}

export type Choice =
  | { readonly agentId: string; readonly relaxed: boolean; readonly because: null }
  | { readonly agentId: null; readonly relaxed: boolean; readonly because: WaitCause };

export function loadOf(open: Candidate['open'], weights: ChannelWeights): number {
  return CHANNELS.reduce((load, channel) => load + weights[channel] * (open[channel] ?? 0), 0);
}

export const relaxes = (demand: Demand): boolean =>
  demand.skills.length > 0 && demand.relaxAfterSeconds !== null && demand.waitedSeconds >= demand.relaxAfterSeconds;

const isSkilled = (candidate: Candidate, needs: readonly SkillNeed[]): boolean =>
  needs.every((need) => (candidate.skills[need.skill] ?? 0) >= need.level);

function hasRoom(candidate: Candidate, channel: ChannelName, weights: ChannelWeights): boolean {
  const limit = candidate.perChannel[channel];
  if (limit !== undefined && (candidate.open[channel] ?? 0) >= limit) return false;
  return loadOf(candidate.open, weights) + weights[channel] <= candidate.units;
}

/**
 * Who gets it: present, skilled and with room for it. Least utilised first (round robin leaves that out), then who was given nothing for
 * longest, then by id, so that the same facts always give the same person. Nobody: the first of these that leaves none is the reason.
 */
export function pickAgent(candidates: readonly Candidate[], demand: Demand, weights: ChannelWeights): Choice {
  const relaxed = relaxes(demand);
  const none = (because: WaitCause): Choice => ({ agentId: null, relaxed, because });
  if (candidates.length === 0) return none('noTeam');
  const allowed = candidates.filter((one) => !demand.excluded.includes(one.id));
  if (allowed.length === 0) return none('nobodyAllowed');
  const present = allowed.filter((one) => one.present);
  if (present.length === 0) return none('nobodyPresent');
  const skilled = relaxed ? present : present.filter((one) => isSkilled(one, demand.skills));
  if (skilled.length === 0) return none('nobodySkilled');
  const [first, ...others] = skilled.filter((one) => hasRoom(one, demand.channel, weights));
  if (first === undefined) return none('allFull');
  const best = others.reduce((known, one) => (before(one, known, demand, weights) ? one : known), first);
  return { agentId: best.id, relaxed: relaxed && !isSkilled(best, demand.skills), because: null };
}

function before(one: Candidate, other: Candidate, demand: Demand, weights: ChannelWeights): boolean {
  if (demand.mode === 'leastLoaded') {
    // Crosswise instead of a quotient: two thirds are two thirds, whatever the floating point says.
    const difference = loadOf(one.open, weights) * other.units - loadOf(other.open, weights) * one.units;
    if (difference !== 0) return difference < 0;
  }
  const [mine, theirs] = [one.lastAssignedAt ?? -Infinity, other.lastAssignedAt ?? -Infinity];
  return mine === theirs ? one.id < other.id : mine < theirs;
}
