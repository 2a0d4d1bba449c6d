import type { RoutingActions } from '@redress/contract/routing.js';
import type { Named } from '@redress/contract/answers.js';
import type { Say } from '../i18n/text.js';

export type NameOf = (id: string) => string;

/** Names for ids, from what the answer or the session knows; an id that nobody knows stays short. */
export function nameIn(...lists: readonly (readonly Named[])[]): NameOf {
  const names = new Map(lists.flat().map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id.slice(0, 8);
}

/** What a rule does, part by part: "to Refunds", "priority High". */
export function actionWords(say: Say, actions: RoutingActions, nameOf: NameOf): readonly string[] {
  const { queueId, kind, priority, severity, risk, skills, tags, ownerId, policyId, exclude } = actions;
  const words: [keyof RoutingActions, string | undefined][] = [
    ['queueId', queueId === undefined ? undefined : nameOf(queueId)],
    ['kind', kind === undefined ? undefined : say(`words.kind.${kind}`)],
    ['priority', priority === undefined ? undefined : say(`words.priority.${priority}`)],
    ['severity', severity === undefined ? undefined : String(severity)],
    ['risk', risk === undefined ? undefined : String(risk)],
    ['skills', listed(skills?.map(({ skill, level }) => `${skill} (${say(`admin.routing.level.${level}`)})`))],
    ['tags', listed(tags)],
    ['ownerId', ownerId === undefined ? undefined : nameOf(ownerId)],
    ['policyId', policyId === undefined ? undefined : nameOf(policyId)],
    ['exclude', listed(exclude?.map(nameOf))],
  ];
  return words.flatMap(([part, name]) => (name === undefined ? [] : [say(`admin.routing.did.${part}`, { name })]));
}

const listed = (names: readonly string[] | undefined): string | undefined =>
  names === undefined || names.length === 0 ? undefined : names.join(', ');
