import type { EscalationTarget, LevelOffset, PlanLevel } from '@redress/contract/escalation.js';
import type { Say } from '../i18n/text.js';

export const ROLES = ['owner', 'teamLead', 'keyAccountManager', 'admin', 'quality'] as const;

/** `role:teamLead`, `agent:ID` or `team:ID`: one choice out of three lists. */
export function targetText({ role, agentId, teamId }: EscalationTarget): string {
  if (role !== undefined) return `role:${role}`;
  return agentId === undefined ? `team:${teamId ?? ''}` : `agent:${agentId}`;
}

export function targetOf(text: string): EscalationTarget {
  const [kind = '', id = ''] = text.split(':');
  const role = ROLES.find((one) => one === id);
  if (kind === 'role' && role !== undefined) return { role };
  return kind === 'agent' ? { agentId: id } : { teamId: id };
}

/** @param nameOf gives the name of a person or a team; empty when it is not known. */
export function targetWords(say: Say, target: EscalationTarget, nameOf: (id: string) => string): string {
  if (target.role !== undefined) return say(`admin.plans.role.${target.role}`);
  return nameOf(target.agentId ?? target.teamId ?? '') || '–';
}

export function offsetWords(say: Say, { percent, minutes = 0 }: LevelOffset): string {
  if (percent !== undefined) return say('admin.plans.whenPercent', { count: percent });
  if (minutes === 0) return say('admin.plans.whenDue');
  return say(minutes < 0 ? 'admin.plans.whenBefore' : 'admin.plans.whenAfter', { count: Math.abs(minutes) });
}

/** One level as a sentence: "at 80 %: The team lead is told". */
export function levelWords(say: Say, level: PlanLevel, nameOf: (id: string) => string): string {
  const who = targetWords(say, level.to, nameOf);
  return `${offsetWords(say, level.offset)}: ${who} ${say(`admin.plans.actions.${level.action}`)}`;
}
