import { actionFaults, type KnownThings, type TriggerAction } from '../automation/trigger.js';
import type { Fault } from '../refusal.js';
import type { Condition } from '../rules/condition.js';
import { conditionFaults } from '../rules/condition-faults.js';
import type { Sharing } from '../sharing.js';
import { SNIPPET_LIMITS, type SnippetText, textsFaults } from '../snippets/snippet.js';

export const MACRO_STEPS = ['acknowledge', 'assess', 'investigate', 'respond', 'decide', 'resolve', 'close'] as const;

/** What a macro does, one after the other. What triggers do as well is the same here; the rest only a person may do. */
export type MacroStep =
  | Extract<TriggerAction, { readonly do: 'setStatus' | 'setPriority' | 'setQueue' | 'tag' | 'assign' }>
  | { readonly do: 'assignMe' }
  /** To the customer, or a note: filled in as a snippet is. */
  | { readonly do: 'reply' | 'note'; readonly texts: readonly SnippetText[] }
  | { readonly do: 'step'; readonly verb: (typeof MACRO_STEPS)[number] };

/** Where whoever applied it is afterwards. */
export const GO_TO = ['stay', 'next', 'queue'] as const;
export type GoTo = (typeof GO_TO)[number];

export interface Macro extends Sharing {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** In the menu, smallest first. */
  readonly position: number;
  /** Null fits every ticket. */
  readonly condition: Condition | null;
  readonly steps: readonly MacroStep[];
  readonly goTo: GoTo;
}

export const MACRO_LIMITS = { steps: 10, personal: SNIPPET_LIMITS.personal, shared: 200 } as const;

/** What is wrong with a macro that somebody saves, with where it stands and what to do. */
export function macroFaults({ condition, steps }: Pick<Macro, 'condition' | 'steps'>, known: KnownThings): Fault[] {
  const faults = conditionFaults(condition, '/condition');
  if (steps.length === 0 || steps.length > MACRO_LIMITS.steps)
    faults.push({ pointer: '/steps', code: 'count', message: `Give it 1 to ${MACRO_LIMITS.steps} steps.` });
  if (steps.filter((step) => step.do === 'reply').length > 1)
    faults.push({ pointer: '/steps', code: 'replies', message: 'One reply at most: the customer gets one mail.' });
  return [...faults, ...steps.flatMap((step, index) => stepFaults(step, `/steps/${index}`, known))];
}

function stepFaults(step: MacroStep, pointer: string, known: KnownThings): Fault[] {
  switch (step.do) {
    case 'assignMe':
    case 'step':
      return [];
    case 'reply':
    case 'note':
      return textsFaults(step.texts, pointer);
    default:
      return actionFaults(step, pointer, known);
  }
}
