import type { Fault } from '../refusal.js';
import { conditionFaults } from '../rules/condition-faults.js';
import { PRIORITIES, type Status } from '../ticket/ticket.js';
import { targetFaults } from './legal-time.js';
import type { RegulatoryDuty, ServiceMilestone } from './policy.js';

/** In which statuses a milestone may pause; where it is empty the clock never stands still. */
export const PAUSES_OF: Readonly<Record<ServiceMilestone, readonly Status[]>> = {
  acknowledgement: [],
  firstResponse: [],
  nextResponse: [],
  update: ['waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'],
  // Waiting for colleagues is our own time: the customer's clock goes on.
  resolution: ['waitingCustomer', 'waitingThirdParty', 'scheduled'],
};

export const SERVICE_MILESTONES: readonly ServiceMilestone[] = [
  'acknowledgement',
  'firstResponse',
  'nextResponse',
  'update',
  'resolution',
];

const MOST_WARNINGS = 10;
const MOST_TEMPLATES = 20;
const MOST_DUTIES = 20;

/** Ids and codes that a policy may name. */
export interface KnownNames {
  readonly calendars: ReadonlySet<string>;
  readonly plans: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });
const oneOf = (list: readonly string[], value: unknown): boolean => list.some((one) => one === value);
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);
const escaped = (key: string): string => key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1');

const extra = (fields: Fields, known: readonly string[], pointer: string): Fault[] =>
  Object.keys(fields)
    .filter((key) => !known.includes(key))
    .slice(0, 20)
    .map((key) => fault(`${pointer}/${escaped(key)}`, 'unknownField', `Here only ${known.join(', ')} are known.`));

/**
 * What is wrong with a policy that somebody wants to save; empty when it may be saved. Takes anything; name and dates are judged elsewhere.
 * @param pointer where the policy stands in the request; empty for the request itself.
 */
export function policyFaults(policy: Fields, known: KnownNames, pointer = ''): Fault[] {
  return [
    ...conditionFaults(policy['condition'] ?? null, `${pointer}/condition`),
    ...linesFaults(policy['targets'], `${pointer}/targets`),
    ...warningFaults(policy['warnAt'], `${pointer}/warnAt`),
    ...namedFaults(policy['calendarId'], known.calendars, `${pointer}/calendarId`, 'calendar'),
    ...namedFaults(policy['escalationPlanId'], known.plans, `${pointer}/escalationPlanId`, 'escalation plan'),
    ...templateFaults(policy['templates'], known.templates, `${pointer}/templates`),
  ];
}

function linesFaults(lines: unknown, pointer: string): Fault[] {
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > SERVICE_MILESTONES.length)
    return [fault(pointer, 'empty', 'A policy needs a target: give at least one milestone, and each only once.')];
  const seen = new Set<unknown>();
  return lines.flatMap((line: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (!isFields(line)) return [fault(at, 'target', 'A line is { milestone, byPriority, time, pausesIn, accepts }.')];
    const twice = seen.has(line['milestone'])
      ? [fault(`${at}/milestone`, 'twice', 'This milestone has a line already: keep one of them.')]
      : [];
    seen.add(line['milestone']);
    return [...twice, ...lineFaults(line, at)];
  });
}

const LINE = ['milestone', 'byPriority', 'time', 'pausesIn', 'accepts'];

function lineFaults(line: Fields, at: string): Fault[] {
  const milestone = SERVICE_MILESTONES.find((one) => one === line['milestone']);
  if (milestone === undefined)
    return [fault(`${at}/milestone`, 'unknown', `Use one of ${SERVICE_MILESTONES.join(', ')}.`)];
  const accepts = milestone === 'acknowledgement' ? ['human', 'automatic', 'any'] : ['human'];
  return [
    ...extra(line, LINE, at),
    ...byPriorityFaults(line['byPriority'], `${at}/byPriority`),
    ...(oneOf(['business', 'wall'], line['time'])
      ? []
      : [fault(`${at}/time`, 'unknown', 'Use business, which counts open time, or wall, which counts every second.')]),
    ...pausesFaults(line['pausesIn'], PAUSES_OF[milestone], `${at}/pausesIn`, milestone),
    ...(oneOf(accepts, line['accepts'])
      ? []
      : [fault(`${at}/accepts`, 'unknown', `${milestone} is met by ${accepts.join(', ')}.`)]),
  ];
}

function byPriorityFaults(targets: unknown, pointer: string): Fault[] {
  const priorities: readonly string[] = PRIORITIES;
  if (!isFields(targets) || Object.keys(targets).length === 0)
    return [
      fault(
        pointer,
        'empty',
        `Give at least one of ${priorities.join(', ')} a target: { "high": { "minutes": 240 } }.`,
      ),
    ];
  return [
    ...extra(targets, priorities, pointer),
    ...priorities.flatMap((priority) =>
      targets[priority] === undefined ? [] : targetFaults(targets[priority], `${pointer}/${priority}`),
    ),
  ];
}

function pausesFaults(statuses: unknown, allowed: readonly string[], pointer: string, what: string): Fault[] {
  if (!Array.isArray(statuses) || statuses.length > 20)
    return [fault(pointer, 'list', 'Give a list of statuses; [] never pauses.')];
  return statuses.flatMap((status: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (statuses.indexOf(status) < index) return [fault(at, 'twice', `${shown(status)} stands here twice.`)];
    if (oneOf(allowed, status)) return [];
    const may = allowed.length === 0 ? 'never pauses' : `pauses only in ${allowed.join(', ')}`;
    return [fault(at, 'pause', `${what} ${may}.`)];
  });
}

function warningFaults(warnAt: unknown, pointer: string): Fault[] {
  if (!Array.isArray(warnAt) || warnAt.length > MOST_WARNINGS)
    return [fault(pointer, 'list', `Give at most ${MOST_WARNINGS} shares of the target in percent, such as [75, 90].`)];
  return warnAt.flatMap((percent: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (!Number.isInteger(percent) || Number(percent) < 1 || Number(percent) > 99)
      return [fault(at, 'percent', 'Give a whole number from 1 to 99.')];
    return index > 0 && Number(percent) <= Number(warnAt[index - 1])
      ? [fault(at, 'order', 'Give the shares in ascending order, each once.')]
      : [];
  });
}

function namedFaults(id: unknown, known: ReadonlySet<string>, pointer: string, what: string): Fault[] {
  if (id === null || id === undefined || (typeof id === 'string' && known.has(id))) return [];
  return [fault(pointer, 'unknown', `There is no such ${what}: choose one that exists, or none.`)];
}

function templateFaults(codes: unknown, known: ReadonlySet<string>, pointer: string): Fault[] {
  if (!Array.isArray(codes) || codes.length > MOST_TEMPLATES)
    return [fault(pointer, 'list', `Give at most ${MOST_TEMPLATES} codes of regulatory templates; [] runs none.`)];
  return codes.flatMap((code: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (codes.indexOf(code) < index) return [fault(at, 'twice', `${shown(code)} stands here twice.`)];
    return typeof code === 'string' && known.has(code)
      ? []
      : [
          fault(
            at,
            'unknown',
            `There is no template ${shown(code)}: use one of ${[...known].join(', ').slice(0, 400)}.`,
          ),
        ];
  });
}

const DUTY = ['part', 'target', 'starts', 'metBy', 'pausesIn', 'optional'];
const PART = /^[a-z][A-Za-z0-9]{0,39}$/;
const DUTY_PAUSES: readonly Status[] = ['waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'];
const STARTS: readonly RegulatoryDuty['starts'][] = ['receipt', 'acknowledgement', 'reopening'];
const MET_BY: readonly RegulatoryDuty['metBy'][] = ['acknowledgement', 'publicReply', 'decision'];

/** What is wrong with the duties of a template of the house. */
export function dutiesFaults(duties: unknown, pointer = '/duties'): Fault[] {
  if (!Array.isArray(duties) || duties.length === 0 || duties.length > MOST_DUTIES)
    return [fault(pointer, 'empty', `A template needs duties: give 1 to ${MOST_DUTIES}.`)];
  const seen = new Set<unknown>();
  return duties.flatMap((duty: unknown, index) => {
    const at = `${pointer}/${index}`;
    if (!isFields(duty)) return [fault(at, 'duty', `A duty is { ${DUTY.join(', ')} }.`)];
    const twice = seen.has(duty['part'])
      ? [fault(`${at}/part`, 'twice', 'This part is there already: give it another name.')]
      : [];
    seen.add(duty['part']);
    return [...twice, ...dutyFaults(duty, at)];
  });
}

function dutyFaults(duty: Fields, at: string): Fault[] {
  const { part, target, starts, metBy, pausesIn, optional } = duty;
  const choice = (value: unknown, list: readonly string[], name: string): Fault[] =>
    oneOf(list, value) ? [] : [fault(`${at}/${name}`, 'unknown', `Use one of ${list.join(', ')}.`)];
  return [
    ...extra(duty, DUTY, at),
    ...(typeof part === 'string' && PART.test(part)
      ? []
      : [fault(`${at}/part`, 'part', 'Name it by a short word of letters and digits, such as final.')]),
    ...targetFaults(target, `${at}/target`),
    ...choice(starts, STARTS, 'starts'),
    ...choice(metBy, MET_BY, 'metBy'),
    ...pausesFaults(pausesIn, DUTY_PAUSES, `${at}/pausesIn`, 'A duty'),
    ...(typeof optional === 'boolean' ? [] : [fault(`${at}/optional`, 'boolean', 'Write true or false.')]),
  ];
}
