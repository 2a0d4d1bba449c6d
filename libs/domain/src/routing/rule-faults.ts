import type { Fault } from '../refusal.js';
import { KINDS, PRIORITIES } from '../ticket/ticket.js';
import type { RoutingActions } from './rule.js';

/** What actions may name. */
export interface KnownNames {
  readonly queueIds: ReadonlySet<string>;
  readonly agentIds: ReadonlySet<string>;
  /** Those who were here and have left: named apart, because the words for it are others. */
  readonly leftIds: ReadonlySet<string>;
  readonly skills: ReadonlySet<string>;
  readonly policyIds: ReadonlySet<string>;
}

export const ACTION_LIMITS = { skills: 10, tags: 20, exclude: 20 } as const;

type Say = (part: string, code: string, message: string) => void;
type Inspector = (value: unknown, known: KnownNames, say: Say) => void;

const grade: Inspector = (value, _, say) => {
  if (value !== 1 && value !== 2 && value !== 3 && value !== 4) say('', 'grade', 'Use 1 (slight) to 4 (grave).');
};

const agent = (value: unknown, known: KnownNames, say: Say, part = ''): void => {
  if (typeof value === 'string' && known.leftIds.has(value))
    say(part, 'left', 'This person has left: choose somebody else.');
  else if (typeof value !== 'string' || !known.agentIds.has(value)) say(part, 'unknown', 'There is no such person.');
};

function list(value: unknown, most: number, say: Say): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0 && value.length <= most) return value;
  say('', 'list', `Write a list of 1 to ${most}, or leave it out.`);
  return [];
}

const INSPECTORS: Readonly<Record<keyof RoutingActions, Inspector>> = {
  queueId: (value, known, say) => {
    if (typeof value !== 'string' || !known.queueIds.has(value)) say('', 'unknown', 'There is no such queue.');
  },
  kind: (value, _, say) => {
    if (!KINDS.some((one) => one === value)) say('', 'unknown', `Use one of ${KINDS.join(', ')}.`);
  },
  priority: (value, _, say) => {
    if (!PRIORITIES.some((one) => one === value)) say('', 'unknown', `Use one of ${PRIORITIES.join(', ')}.`);
  },
  severity: grade,
  risk: grade,
  skills: (value, known, say) => {
    for (const [index, need] of list(value, ACTION_LIMITS.skills, say).entries())
      skillNeed(need, `/${index}`, known, say);
  },
  tags: (value, _, say) => {
    for (const [index, tag] of list(value, ACTION_LIMITS.tags, say).entries())
      if (typeof tag !== 'string' || tag.trim() === '' || tag.length > 50)
        say(`/${index}`, 'tag', 'A tag has 1 to 50 characters.');
  },
  ownerId: (value, known, say) => agent(value, known, say),
  policyId: (value, known, say) => {
    if (typeof value !== 'string' || !known.policyIds.has(value)) say('', 'unknown', 'There is no such policy.');
  },
  exclude: (value, known, say) => {
    for (const [index, one] of list(value, ACTION_LIMITS.exclude, say).entries()) agent(one, known, say, `/${index}`);
  },
};

function skillNeed(need: unknown, part: string, known: KnownNames, say: Say): void {
  const fields: Readonly<Record<string, unknown>> =
    typeof need === 'object' && need !== null ? Object.fromEntries(Object.entries(need)) : {};
  const { skill, level } = fields;
  if (typeof skill !== 'string' || !known.skills.has(skill)) say(`${part}/skill`, 'unknown', 'There is no such skill.');
  if (level !== 1 && level !== 2 && level !== 3) say(`${part}/level`, 'level', 'Use 1 (some), 2 (good) or 3 (expert).');
}

const isAction = (name: string): name is keyof RoutingActions => Object.hasOwn(INSPECTORS, name);

/** What is wrong with the actions of a rule that somebody sent; nothing when they can be stored and carried out. */
export function actionFaults(input: unknown, pointer: string, known: KnownNames): Fault[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return [{ pointer, code: 'actions', message: 'Write what the rule does, like { "queueId": "…" }.' }];
  const faults: Fault[] = [];
  const entries = Object.entries(input);
  if (entries.length === 0)
    faults.push({ pointer, code: 'empty', message: 'A rule without an action does nothing: choose at least one.' });
  for (const [name, value] of entries) {
    const say: Say = (part, code, message) => void faults.push({ pointer: `${pointer}/${name}${part}`, code, message });
    if (isAction(name)) INSPECTORS[name](value, known, say);
    else say('', 'unknown', `There is no action "${name.slice(0, 40)}". Use ${Object.keys(INSPECTORS).join(', ')}.`);
  }
  return faults.slice(0, 20);
}

export const areActions = (input: unknown, known: KnownNames): input is RoutingActions =>
  actionFaults(input, '', known).length === 0;
