import type { Named } from '@redress/contract/answers.js';
import type { RuleCondition } from '@redress/contract/sla-policy.js';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { agentsQuery } from '../api/queries.js';
import { type Say, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { CLOSED, type FactName } from './facts.js';
import { type GroupNode, isGroup, type Node, readCondition, type TestNode, type Value } from './tree.js';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export type ChoicesOf = (fact: FactName) => readonly Choice[] | null;

const named = (list: readonly Named[]): readonly Choice[] => list.map(({ id, name }) => ({ value: id, label: name }));

/** The values that a fact can have, where they are few; null where anything may be written. */
export function useChoicesOf(): ChoicesOf {
  const { say } = useText();
  const { queues, teams } = useSession();
  const { data: agents } = useQuery(agentsQuery);
  return useMemo<ChoicesOf>(() => {
    const lists: Partial<Record<FactName, readonly Choice[]>> = {
      ...closedChoices(say),
      queue: named(queues),
      team: named(teams),
      owner: named(agents ?? []),
      weekday: WEEKDAYS.map((day) => ({ value: day, label: say(`admin.calendars.weekday.${day}`) })),
    };
    return (fact) => lists[fact] ?? null;
  }, [say, queues, teams, agents]);
}

function closedChoices(say: Say): Partial<Record<FactName, readonly Choice[]>> {
  return {
    kind: CLOSED.kind.map((value) => ({ value, label: say(`words.kind.${value}`) })),
    channel: CLOSED.channel.map((value) => ({ value, label: say(`words.channel.${value}`) })),
    status: CLOSED.status.map((value) => ({ value, label: say(`words.status.${value}`) })),
    stage: CLOSED.stage.map((value) => ({ value, label: say(`words.stage.${value}`) })),
    priority: CLOSED.priority.map((value) => ({ value, label: say(`words.priority.${value}`) })),
    language: CLOSED.language.map((value) => ({ value, label: say(`words.language.${value}`) })),
  };
}

export function valueWords(say: Say, choices: readonly Choice[] | null, value: Value | null): string {
  if (value === null) return '…';
  if (typeof value === 'boolean') return say(value ? 'admin.conditions.yes' : 'admin.conditions.no');
  const list = Array.isArray(value) ? value.map(String) : [String(value)];
  return list.map((one) => choices?.find((choice) => choice.value === one)?.label ?? one).join(', ') || '…';
}

export function testWords(say: Say, choicesOf: ChoicesOf, test: TestNode): string {
  const { fact, operator, value } = test;
  const start = `${say(`admin.conditions.facts.${fact}`)} ${say(`admin.conditions.operators.${operator}`)}`;
  return operator === 'known' || operator === 'unknown' ? start : `${start} ${valueWords(say, choicesOf(fact), value)}`;
}

const JOINED = { all: 'admin.conditions.and', any: 'admin.conditions.or', none: 'admin.conditions.nor' } as const;

/** A whole condition as one sentence, for lists. */
export function useConditionWords(): (condition: RuleCondition | null) => string {
  const { say } = useText();
  const choicesOf = useChoicesOf();
  return (condition) => {
    const group = readCondition(condition);
    return group.parts.length === 0 ? '' : groupWords(say, choicesOf, group);
  };
}

function groupWords(say: Say, choicesOf: ChoicesOf, { mode, parts }: GroupNode): string {
  const joined = parts.map((part) => nodeWords(say, choicesOf, part)).join(` ${say(JOINED[mode])} `);
  return mode === 'none' ? `${say('admin.conditions.none')} ${joined}` : joined;
}

function nodeWords(say: Say, choicesOf: ChoicesOf, node: Node): string {
  return isGroup(node) ? `(${groupWords(say, choicesOf, node)})` : testWords(say, choicesOf, node);
}
