import type { ConnectionStep } from '@redress/contract/mail.js';
import { type ReactNode, useEffect, useState } from 'react';
import { post } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { faultsIn, bodyOf, type Words } from './mail-account-words.js';
import { FormSummary, useSave } from './form.js';
import { remedyWords } from './mailbox/remedies.js';
import { ADMIN } from './rows.js';

const STEPS = ['connect', 'signIn', 'openFolder'] as const;
const REVEAL_MS = 150;

interface TestProps {
  readonly words: Words;
  /** Of an account whose stored secret may be used. */
  readonly id: string | undefined;
}

/** Tries what stands in the form, saved or not; each step with its time and, where it failed, with what to do. */
export function ConnectionTest({ words, id }: TestProps): ReactNode {
  const { say } = useText();
  const [steps, setSteps] = useState<readonly ConnectionStep[] | null>(null);
  const test = useSave({
    check: () => faultsIn(say, words, id === undefined),
    work: () => {
      setSteps(null);
      return post<{ steps: readonly ConnectionStep[] }>(`${ADMIN.accounts}/test`, {
        body: { ...bodyOf(words), ...(id === undefined ? {} : { id }) },
      });
    },
    done: (answer) => setSteps(answer.steps),
  });
  const label = test.busy ? 'running' : steps === null ? 'run' : 'again';
  return (
    <section className="admin-probe" aria-label={say('admin.accounts.test.title')}>
      <h3 className="strong">{say('admin.accounts.test.title')}</h3>
      <p className="muted">{say('admin.accounts.test.explain')}</p>
      <div>
        <TextButton onClick={() => test.submit()} disabled={test.busy}>
          {say(`admin.accounts.test.${label}`)}
        </TextButton>
      </div>
      <FormSummary faults={test.faults} />
      {test.busy && <Waiting />}
      {steps !== null && <Steps steps={steps} />}
    </section>
  );
}

function Waiting(): ReactNode {
  const { say } = useText();
  return (
    <ol className="probe-steps" aria-hidden="true">
      {STEPS.map((step) => (
        <li key={step} className="muted">
          <span>○</span>
          <span className="spread">{say(`admin.accounts.test.${step}`)}</span>
          <span>…</span>
        </li>
      ))}
    </ol>
  );
}

/** One after the other, so that the eye can follow which one failed; the verdict comes last. */
function Steps({ steps }: { readonly steps: readonly ConnectionStep[] }): ReactNode {
  const { say } = useText();
  const [shown, setShown] = useState(1);
  useEffect(() => {
    if (shown > steps.length) return;
    const timer = setTimeout(() => setShown(shown + 1), REVEAL_MS);
    return () => clearTimeout(timer);
  }, [shown, steps.length]);
  const works = steps.every(({ ok }) => ok);
  return (
    <div role="status">
      <ol className="probe-steps">
        {steps.slice(0, shown).map((step, index) => (
          <Step key={index} step={step} />
        ))}
      </ol>
      {shown > steps.length && (
        <p className={works ? 'probe-verdict good' : 'probe-verdict bad'}>
          {say(works ? 'admin.accounts.test.works' : 'admin.accounts.test.fails')}
        </p>
      )}
    </div>
  );
}

function Step({ step }: { readonly step: ConnectionStep }): ReactNode {
  const { say } = useText();
  const known = STEPS.find((name) => name === step.step);
  return (
    <li>
      <span className={step.ok ? 'probe-mark good' : 'probe-mark bad'} aria-hidden="true">
        {step.ok ? '✓' : '■'}
      </span>
      <span className="spread">
        <span className="probe-name">{known === undefined ? step.step : say(`admin.accounts.test.${known}`)}</span>
        <span className="muted probe-detail">{remedyWords(say, step)}</span>
      </span>
      <span className="muted tabular">{say('admin.accounts.test.ms', { n: step.milliseconds })}</span>
    </li>
  );
}
