import type { Fault } from '../refusal.js';
import { CHANNELS } from '../ticket/ticket.js';
import { type ChannelWeights, DEFAULT_WEIGHTS } from './pick-agent.js';

/** What an administrator says about giving out work. */
export interface RoutingSettings {
  /** How much room a ticket of a channel takes of what a person can do; 0 takes none. */
  readonly weights: ChannelWeights;
  /** Minutes of open time that somebody may be gone before his unanswered tickets return to their queues. */
  readonly returnAfterMinutes: number;
}

export const DEFAULT_ROUTING_SETTINGS: RoutingSettings = { weights: DEFAULT_WEIGHTS, returnAfterMinutes: 240 };

export const ROUTING_LIMITS = { weight: 100, minutes: 43_200 } as const;

const whole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

/** What is wrong with the settings that somebody saves, with what to do. Takes anything. */
export function routingSettingFaults(wanted: {
  readonly weights: unknown;
  readonly returnAfterMinutes: unknown;
}): Fault[] {
  const { weights, returnAfterMinutes } = wanted;
  const faults = typeof weights === 'object' && weights !== null ? weightFaults({ ...weights }) : [NO_WEIGHTS];
  if (!whole(returnAfterMinutes, 1, ROUTING_LIMITS.minutes))
    faults.push({
      ...{ pointer: '/returnAfterMinutes', code: 'number' },
      message: `Give whole minutes of open time, from 1 to ${ROUTING_LIMITS.minutes} (30 days).`,
    });
  return faults;
}

const NO_WEIGHTS: Fault = {
  ...{ pointer: '/weights', code: 'required' },
  message: `Give a weight for each of ${CHANNELS.join(', ')}.`,
};

function weightFaults(weights: Readonly<Record<string, unknown>>): Fault[] {
  const known: readonly string[] = CHANNELS;
  const faults: Fault[] = [];
  for (const channel of Object.keys(weights).slice(0, 50))
    if (!known.includes(channel))
      faults.push({
        ...{ pointer: `/weights/${channel.slice(0, 50)}`, code: 'unknown' },
        message: `There is no such channel: use ${CHANNELS.join(', ')}.`,
      });
  for (const channel of CHANNELS)
    if (!whole(weights[channel], 0, ROUTING_LIMITS.weight))
      faults.push({
        ...{ pointer: `/weights/${channel}`, code: 'number' },
        message: `Give a whole number from 0 to ${ROUTING_LIMITS.weight}: how much of a person’s room one such ticket takes.`,
      });
  if (faults.length === 0 && CHANNELS.every((channel) => weights[channel] === 0))
    faults.push({
      ...{ pointer: '/weights', code: 'empty' },
      message: 'At least one channel has to take room: else nobody is ever full.',
    });
  return faults;
}
