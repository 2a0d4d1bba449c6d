import type { FoundMailServers, MailboxPreview } from '@redress/contract/mailbox-setup.js';
import type { MailAccount } from '@redress/contract/mail.js';
import type { Queue } from '@redress/contract/people.js';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { useCommands } from '../../ui/commands.js';
import { TextButton } from '../../ui/parts.js';
import { type Words, wordsOf } from '../mail-account-words.js';
import { ADMIN, useRows } from '../rows.js';
import { AddressStep } from './address-step.js';
import { forgetSetup, type KeptSetup } from './oauth.js';
import { LiveStep } from './live-step.js';
import './mailbox.css';
import { PreviewStep } from './preview-step.js';
import { STEPS, type StepName } from './setup.js';
import { SignInStep } from './sign-in-step.js';
import { TestStep } from './test-step.js';

export interface WizardProps {
  readonly byHand: () => void;
  readonly close: () => void;
}

interface ComingBack extends WizardProps {
  /** What it goes on with after a sign-in at the provider. */
  readonly back?: Pick<KeptSetup, 'words' | 'found'> & { readonly told: string; readonly isGood: boolean };
}

/** From the address to the first mails, one thing after the other; going back loses nothing, and nothing is saved before the last step. */
export function Wizard({ byHand, close, back }: ComingBack): ReactNode {
  const { say } = useText();
  const queues = useRows<Queue>(ADMIN.queues).rows ?? [];
  const [step, setStep] = useState<StepName>(back === undefined ? 'address' : 'signIn');
  const [reached, setReached] = useState(back === undefined ? 0 : STEPS.indexOf('signIn'));
  const [own, setWords] = useState<Words>(() => back?.words ?? wordsOf(null, ''));
  const [found, setFound] = useState<FoundMailServers | null>(back?.found ?? null);
  const [preview, setPreview] = useState<MailboxPreview | null>(null);
  const [account, setAccount] = useState<MailAccount | null>(null);
  const preset = queues.find(({ isDefault }) => isDefault) ?? queues[0];
  const words = own.queueId === '' ? { ...own, queueId: preset?.id ?? '' } : own;
  const change = (wish: Partial<Words>): void => {
    setWords({ ...words, ...withoutGrant(words, wish), ...wish });
    // what was tried and seen was that of other settings
    if (step !== 'preview') setPreview(null);
    if (step === 'address' || step === 'signIn') setReached(STEPS.indexOf(step));
  };
  const go = (next: StepName): void => {
    if (next === 'live') forgetSetup();
    setStep(next);
    setReached((before) => Math.max(before, STEPS.indexOf(next)));
  };
  useCommands([{ id: 'close-form', run: close }]);
  const given = { words, change, found, go };
  return (
    <div className="admin-page mailbox-wizard">
      <header className="admin-head">
        <div className="spread">
          <nav aria-label={say('admin.channels.title')} className="crumbs">
            <button type="button" className="row-link" onClick={close}>
              {say('admin.channels.title')}
            </button>
            <span aria-hidden="true">›</span>
          </nav>
          <h2 className="page-title">{say('admin.mailbox.title')}</h2>
        </div>
        {step !== 'live' && <TextButton onClick={byHand}>{say('admin.mailbox.byHand')}</TextButton>}
        {step !== 'live' && <TextButton onClick={close}>{say('shell.cancel')}</TextButton>}
      </header>
      <StepList step={step} reached={step === 'live' ? -1 : reached} go={go} />
      <StepTitle step={step} />
      {step === 'address' && <AddressStep {...given} queues={queues} setFound={setFound} fill={setWords} />}
      {step === 'signIn' && <SignInStep {...given} told={back && { words: back.told, isGood: back.isGood }} />}
      {step === 'test' && <TestStep {...given} />}
      {step === 'preview' && (
        <PreviewStep {...given} preview={preview} setPreview={setPreview} setAccount={setAccount} />
      )}
      {step === 'live' && account !== null && <LiveStep account={account} close={close} />}
    </div>
  );
}

/** A sign-in is for one person and these servers: with others it has to be done again. */
const GRANTED: readonly (keyof Words)[] = ['user', 'host', 'port', 'sendsBy', 'outHost', 'outPort'];
const withoutGrant = (words: Words, wish: Partial<Words>): Partial<Words> =>
  GRANTED.some((name) => wish[name] !== undefined && wish[name] !== words[name]) ? { grantId: null } : {};

interface ListProps {
  readonly step: StepName;
  readonly reached: number;
  readonly go: (step: StepName) => void;
}

/** Where one is, and the way back to what was done. */
function StepList({ step, reached, go }: ListProps): ReactNode {
  const { say } = useText();
  const at = STEPS.indexOf(step);
  return (
    <ol className="wizard-steps" aria-label={say('admin.mailbox.steps.label')}>
      {STEPS.map((name, index) => (
        <li key={name} data-state={index < at || step === 'live' ? 'done' : index === at ? 'now' : 'later'}>
          <button
            type="button"
            aria-current={index === at ? 'step' : undefined}
            disabled={index > reached || index === at}
            onClick={() => go(name)}
          >
            <span className="wizard-number tabular" aria-hidden="true">
              {index < at || step === 'live' ? '✓' : index + 1}
            </span>
            {say(`admin.mailbox.steps.${name}`)}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Takes the focus with every step but the first, whose field has it: so that the keyboard goes on where the eye does. */
function StepTitle({ step }: { readonly step: StepName }): ReactNode {
  const { say } = useText();
  const head = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) head.current?.focus();
    first.current = false;
  }, [step]);
  return (
    <h3 className="wizard-title" tabIndex={-1} ref={head}>
      {say(`admin.mailbox.steps.${step}`)}
    </h3>
  );
}
