import type { ConnectionStep } from '@redress/contract/mail.js';
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Say, useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { faultsOf, FormSummary } from '../form.js';
import { linesOf } from '../form.js';
import { type Mark, StateChip } from '../parts.js';
import { remedyWords } from './remedies.js';
import { type PhaseState, type Trial, useTrial } from './trial.js';
import { StepFoot, type StepProps } from './step-parts.js';

const MARKS: Readonly<Record<PhaseState, Mark>> = {
  waiting: 'quiet',
  running: 'plain',
  ok: 'good',
  failed: 'late',
  skipped: 'quiet',
};

/** In, out and back: each line with its time, and where it fails with what to do. */
export function TestStep({ words, change, go }: StepProps): ReactNode {
  const { say } = useText();
  const { trial, busy, again } = useTrial(words);
  const folder = linesOf(words.folders)[0] ?? 'INBOX';
  const isReadable = trial.in.state === 'ok';
  return (
    <div className="form admin-form">
      <p className="muted">{say('admin.mailbox.test.explain')}</p>
      {trial.error !== null && <FormSummary faults={faultsOf(say, trial.error)} />}
      <ol className="wizard-trial" aria-live="polite" aria-busy={busy}>
        <Phase title={say('admin.mailbox.test.in')} state={trial.in.state} lines={linesFor(say, trial.in.steps)} />
        <Phase title={say('admin.mailbox.test.out')} state={trial.out.state} lines={outLines(say, trial)} />
        <Phase title={say('admin.mailbox.test.back')} state={trial.back.state} lines={backLines(say, trial)} />
      </ol>
      {isReadable && trial.in.folders.length > 1 && (
        <Select
          label={say('admin.mailbox.test.folder')}
          data={[...new Set([folder, ...trial.in.folders])]}
          value={folder}
          allowDeselect={false}
          onChange={(chosen) => change({ folders: chosen ?? folder })}
        />
      )}
      {!busy && trial.error === null && (
        <p className={isReadable ? 'probe-verdict good' : 'probe-verdict bad'} role="status">
          {say(`admin.mailbox.test.${verdictOf(trial)}`)}
        </p>
      )}
      {words.authentication === 'oauth' && isRefused(trial) && <p>{say('admin.mailbox.remedies.otherAccount')}</p>}
      <div>
        <TextButton onClick={again} disabled={busy}>
          {say(busy ? 'admin.mailbox.test.running' : 'admin.mailbox.test.again')}
        </TextButton>
      </div>
      <StepFoot
        back={() => go('signIn')}
        next={say('admin.mailbox.next')}
        disabled={!isReadable || busy}
        run={() => go('preview')}
      />
    </div>
  );
}

const verdictOf = (trial: Trial): 'works' | 'inOnly' | 'broken' =>
  trial.in.state !== 'ok' ? 'broken' : trial.out.state === 'ok' && trial.back.state === 'ok' ? 'works' : 'inOnly';

/** The provider signed somebody in, and the mail server does not take him. */
const isRefused = ({ in: inward, out }: Trial): boolean =>
  [...inward.steps, ...out.steps].some(({ remedy }) => remedy === 'signIn' || remedy === 'oauth');

interface Line {
  readonly ok: boolean | null;
  readonly name: string;
  readonly detail: string;
  readonly time: string;
}

const NAMES = ['connect', 'signIn', 'openFolder', 'send'] as const;

function linesFor(say: Say, steps: readonly ConnectionStep[]): readonly Line[] {
  return steps.map((step) => {
    const known = NAMES.find((name) => name === step.step);
    const name = known === undefined ? step.step : say(`admin.mailbox.test.${known}`);
    const detail = step.ok && step.step !== 'openFolder' ? '' : remedyWords(say, step);
    return { ok: step.ok, name, detail, time: say('admin.accounts.test.ms', { n: step.milliseconds }) };
  });
}

function outLines(say: Say, { out }: Trial): readonly Line[] {
  if (!out.isCaptured) return linesFor(say, out.steps);
  const name = say('admin.mailbox.test.send');
  return [{ ok: null, name, detail: say('admin.mailbox.test.captured'), time: '' }];
}

function backLines(say: Say, { back, out }: Trial): readonly Line[] {
  if (back.steps.length > 0) return linesFor(say, back.steps);
  const name = say('admin.mailbox.test.arrives');
  const { folder, seconds, state } = back;
  if (state === 'ok' && folder !== null) {
    const detail = say(back.isJunk ? 'admin.mailbox.test.junk' : 'admin.mailbox.test.cameBack', { folder });
    return [{ ok: true, name, detail, time: say('admin.mailbox.test.seconds', { n: seconds ?? 1 }) }];
  }
  if (state === 'failed') return [{ ok: false, name, detail: say('admin.mailbox.test.notBack'), time: '' }];
  const noneLeft = state === 'skipped' && out.state !== 'waiting';
  return noneLeft ? [{ ok: null, name, detail: say('admin.mailbox.test.noneSent'), time: '' }] : [];
}

interface PhaseProps {
  readonly title: string;
  readonly state: PhaseState;
  readonly lines: readonly Line[];
}

function Phase({ title, state, lines }: PhaseProps): ReactNode {
  const { say } = useText();
  return (
    <li data-state={state}>
      <p className="wizard-phase">
        <span className="strong">{title}</span>
        <StateChip mark={MARKS[state]}>{say(`admin.mailbox.test.${state}`)}</StateChip>
      </p>
      {lines.length > 0 && (
        <ul className="probe-steps">
          {lines.map(({ ok, name, detail, time }) => (
            <li key={`${name}${detail}`}>
              <span className={ok === false ? 'probe-mark bad' : 'probe-mark good'} aria-hidden="true">
                {ok === null ? '–' : ok ? '✓' : '■'}
              </span>
              <span className="spread">
                <span className="probe-name">{name}</span>
                {detail !== '' && <span className="muted probe-detail">{detail}</span>}
              </span>
              <span className="muted tabular">{time}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
