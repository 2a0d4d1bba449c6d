import type { FirstStep } from '@redress/contract/session.js';
import { IconArrowRight, IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { loadTexts, sayNow, useText } from '../i18n/text.js';
import type { CommandId } from '../ui/key-map.js';
import { KeyCaps, TextButton } from '../ui/parts.js';
import { toast } from '../ui/toasts.js';
import { type StepState, took } from './first-steps.js';
import { light } from './light.js';
import './start.css';

const COMMANDS: Partial<Record<FirstStep, CommandId>> = { reply: 'reply', cause: 'cause', figures: 'go-quality' };

interface CardProps {
  readonly steps: readonly StepState[];
  /** Opens some ticket of the list. */
  readonly openTicket: () => void;
}

/** What a new person does first. Each is done by doing it; a press leads to where it is done and lights one thing there. */
export function FirstStepsCard({ steps, openTicket }: CardProps): ReactNode {
  const { say } = useText();
  const lead = useLead(openTicket);
  const done = steps.filter((step) => step.done).length;
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <header>
        <h2 id="first-steps">{say('start.steps.title')}</h2>
        <span className="muted tabular">{say('start.steps.done', { done, all: steps.length })}</span>
      </header>
      <ol>
        {steps.map(({ step, done: taken }) => (
          <li key={step}>
            <button type="button" className="first-step" data-done={taken || undefined} onClick={() => lead(step)}>
              {taken ? (
                <IconCircleCheckFilled size={20} aria-hidden="true" />
              ) : (
                <IconCircleDashed size={20} stroke={1.5} aria-hidden="true" />
              )}
              <span>
                <span className="strong">{say(`start.steps.${step}.title`)}</span>
                {taken && <span className="unseen">, {say('start.steps.taken')}</span>}
                <span className="muted">{say(`start.steps.${step}.explain`)}</span>
              </span>
              <KeyCaps of={COMMANDS[step]} />
              <IconArrowRight className="first-step-go" size={16} stroke={1.5} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
      <TextButton look="link" className="quiet" onClick={() => took('hidden')}>
        {say('start.steps.hide')}
      </TextButton>
    </section>
  );
}

function useLead(openTicket: () => void): (step: FirstStep) => void {
  const navigate = useNavigate();
  return (step) => {
    if (step === 'reply' || step === 'cause') openTicket();
    if (step === 'figures') void navigate({ to: '/quality' });
    if (step === 'mailbox')
      void navigate({ to: '/admin/$screen', params: { screen: 'channels' }, search: { open: 'new' } });
    if (step === 'colleague') void navigate({ to: '/admin/$screen', params: { screen: 'people' } });
    light(step, () => toast({ text: sayNow(`start.steps.${step}.explain`) }));
  };
}

await loadTexts('start');
