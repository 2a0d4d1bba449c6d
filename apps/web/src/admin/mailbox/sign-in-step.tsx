import type { FoundMailServers } from '@redress/contract/mailbox-setup.js';
import { IconExternalLink } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { type Fault, FormSummary } from '../form.js';
import { OutgoingFields, ServerFields, SignInFields } from '../mail-account-fields.js';
import { faultsIn } from '../mail-account-words.js';
import { OauthPanel } from './oauth-panel.js';
import { serverWords } from './setup.js';
import { StepFoot, type StepProps } from './step-parts.js';

const SERVER_FIELDS = ['host', 'port', 'outHost', 'outPort'];

interface SignInProps extends StepProps {
  /** How the sign-in at the provider ended, when somebody comes back from there. */
  readonly told: { readonly words: string; readonly isGood: boolean } | undefined;
}

export function SignInStep({ words, change, found, go, told }: SignInProps): ReactNode {
  const { say } = useText();
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  // what is only a guess is looked at; what a provider publishes may stay folded
  const [open, setOpen] = useState(found?.provider === null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = faultsIn(say, words, true);
    setFaults(wrong);
    if (wrong.some(({ field }) => SERVER_FIELDS.includes(field))) setOpen(true);
    if (wrong.length === 0) go('test');
  };
  const fields = { words, change, fault: (field: string) => faults.find((one) => one.field === field)?.words };
  const incoming = serverWords(words);
  const outgoing = serverWords({ host: words.outHost, port: words.outPort });
  return (
    <form className="form admin-form" onSubmit={submit} noValidate>
      <FormSummary faults={faults} />
      {told !== undefined && (
        <p className={told.isGood ? 'admin-notice' : 'admin-notice risk'} role={told.isGood ? 'status' : 'alert'}>
          {told.words}
        </p>
      )}
      {found !== null && <Found found={found} />}
      <SignInFields
        {...fields}
        stored={false}
        oauth={<OauthPanel words={words} found={found} fault={fields.fault('grantId')} />}
      />
      <details className="wizard-servers" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="strong">{say('admin.mailbox.servers')}</span>{' '}
          {words.host !== '' && (
            <span className="muted">
              {say(words.sendsBy === 'own' ? 'admin.mailbox.serversLine' : 'admin.mailbox.serversLineIn', {
                incoming,
                outgoing,
              })}
            </span>
          )}
        </summary>
        <ServerFields {...fields} wants={undefined} />
        <OutgoingFields {...fields} />
      </details>
      <StepFoot back={() => go('address')} next={say('admin.mailbox.next')} />
    </form>
  );
}

/** Who the provider is, how we know, and what he wants in place of the normal password. */
function Found({ found }: { readonly found: FoundMailServers }): ReactNode {
  const { say } = useText();
  const { provider, names } = found;
  const by = names === 'silent' ? 'silent' : found.by;
  const name = provider?.name ?? '';
  return (
    <div className="wizard-found" role="status">
      <p>
        {provider !== null && <span className="muted">{say('admin.mailbox.found.title')}</span>}{' '}
        {say(`admin.mailbox.found.${by}`, { name })}
      </p>
      {provider?.signIn === 'oauth' && <p>{say('admin.mailbox.wants.oauth', { name })}</p>}
      {provider?.signIn === 'appPassword' && (
        <Wanted page={provider.page} words={say('admin.mailbox.wants.appPasswordPage')}>
          {say('admin.mailbox.wants.appPassword', { name })}
        </Wanted>
      )}
      {provider?.mustBeSwitchedOn === true && (
        <Wanted page={provider.page} words={say('admin.mailbox.wants.switchOnPage')}>
          {say('admin.mailbox.wants.switchOn', { name })}
        </Wanted>
      )}
    </div>
  );
}

interface WantedProps {
  readonly page: string | null;
  readonly words: string;
  readonly children: ReactNode;
}

function Wanted({ page, words, children }: WantedProps): ReactNode {
  const { say } = useText();
  return (
    <p>
      {children}{' '}
      {page !== null && (
        <a href={page} target="_blank" rel="noreferrer">
          {words} <IconExternalLink size={14} stroke={1.5} aria-hidden="true" />
          <span className="unseen"> {say('admin.mailbox.wants.newTab')}</span>
        </a>
      )}
    </p>
  );
}
