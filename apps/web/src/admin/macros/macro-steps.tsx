import type { TriggerActionView } from '@redress/contract/automation.js';
import type { MacroStepView } from '@redress/contract/macros.js';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { IconButton, TextButton } from '../../ui/parts.js';
import { Choice } from '../plan-level.js';
import { SnippetTexts } from '../snippets/snippet-texts.js';
import { Detail } from '../trigger-action.js';
import { isComplete as isActionComplete } from '../trigger-draft.js';

const DOINGS = ['reply', 'note', 'setStatus', 'setPriority', 'tag', 'setQueue', 'assignMe', 'assign', 'step'] as const;
type Doing = (typeof DOINGS)[number];
const VERBS = ['acknowledge', 'assess', 'investigate', 'respond', 'decide', 'resolve', 'close'] as const;

/** A new step of this kind with what can be said beforehand. */
export function stepOf(doing: Doing, language: string): MacroStepView {
  if (doing === 'reply' || doing === 'note') return { do: doing, texts: [{ language, text: '' }] };
  if (doing === 'setStatus') return { do: doing, status: 'waitingCustomer' };
  if (doing === 'setPriority') return { do: doing, priority: 'high' };
  if (doing === 'tag') return { do: doing, add: [], remove: [] };
  if (doing === 'assign') return { do: doing, agentId: null };
  if (doing === 'step') return { do: doing, verb: 'acknowledge' };
  return { do: doing };
}

export function isComplete(step: MacroStepView): boolean {
  if (step.do === 'reply' || step.do === 'note') return (step.texts ?? []).every(({ text }) => text.trim() !== '');
  const action = actionOf(step);
  return action === null || isActionComplete(action);
}

/** What triggers do as well is edited as there. */
function actionOf({ do: doing, ...rest }: MacroStepView): TriggerActionView | null {
  if (doing === 'reply' || doing === 'note' || doing === 'assignMe' || doing === 'step') return null;
  const { texts: _, verb: __, ...action } = rest;
  return { do: doing, ...action };
}

function stepFrom({ do: doing, ...rest }: TriggerActionView): MacroStepView | null {
  if (doing === 'notify' || doing === 'sendTemplate' || doing === 'webhook') return null;
  const { to: _, en: __, de: ___, webhookId: ____, ...step } = rest;
  return { do: doing, ...step };
}

interface StepsProps {
  readonly steps: readonly MacroStepView[];
  readonly change: (steps: readonly MacroStepView[]) => void;
  readonly error: string | undefined;
}

export function MacroSteps({ steps, change, error }: StepsProps): ReactNode {
  const { say, language } = useText();
  const set = (at: number, step: MacroStepView): void =>
    change(steps.map((known, index) => (index === at ? step : known)));
  return (
    <div id="steps" className="macro-steps" tabIndex={-1}>
      {steps.map((step, index) => (
        <fieldset key={`${index}${step.do}`} className="rule-part">
          <legend className="rule-part-head">
            <span className="unseen">{say('admin.macros.step', { n: index + 1 })}</span>
            <Choice
              label={say('admin.macros.step', { n: index + 1 })}
              value={step.do}
              options={DOINGS.map((value) => ({ value, words: say(`admin.macros.do.${value}`) }))}
              change={(doing) => set(index, stepOf(doing, language))}
            />
            <IconButton
              label={say('admin.macros.removeStep', { n: index + 1 })}
              onClick={() => change(steps.filter((_, at) => at !== index))}
            >
              <IconX size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
          </legend>
          <StepDetail n={index} step={step} change={(next) => set(index, next)} />
        </fieldset>
      ))}
      {error !== undefined && <p className="field-error">{error}</p>}
      <TextButton onClick={() => change([...steps, stepOf('setStatus', language)])}>
        <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.macros.addStep')}
      </TextButton>
    </div>
  );
}

interface DetailProps {
  readonly n: number;
  readonly step: MacroStepView;
  readonly change: (step: MacroStepView) => void;
}

function StepDetail({ n, step, change }: DetailProps): ReactNode {
  const { say } = useText();
  const action = actionOf(step);
  if (action !== null)
    return (
      <Detail
        action={action}
        change={(changed) => {
          const next = stepFrom(changed);
          if (next !== null) change(next);
        }}
      />
    );
  if (step.do === 'reply' || step.do === 'note')
    return (
      <SnippetTexts
        name={`step-${n}`}
        texts={step.texts ?? []}
        change={(texts) => change({ do: step.do, texts })}
        error={undefined}
      />
    );
  if (step.do !== 'step') return null;
  return (
    <Choice
      label={say('admin.macros.do.step')}
      value={step.verb ?? 'acknowledge'}
      options={VERBS.map((value) => ({ value, words: say(`ticket.verbs.${value}`) }))}
      change={(verb) => change({ do: 'step', verb })}
    />
  );
}
