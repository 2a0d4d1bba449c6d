import type { Queue } from '@redress/contract/people.js';
import { PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Check } from './form.js';
import type { Words } from './mail-account-words.js';
import type { Guess } from './mail-guess.js';

interface FieldsProps {
  readonly words: Words;
  readonly change: (wish: Partial<Words>) => void;
  readonly fault: (field: string) => string | undefined;
}

interface AddressProps extends FieldsProps {
  readonly nameAddress: (address: string) => void;
  readonly queues: readonly Queue[];
  readonly isNew: boolean;
}

export function AddressFields({ words, change, fault, nameAddress, queues, isNew }: AddressProps): ReactNode {
  const { say } = useText();
  return (
    <div className="field-row">
      <TextInput
        id="address"
        type="email"
        label={say('admin.accounts.address')}
        description={say('admin.accounts.addressHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoFocus={isNew}
        autoComplete="off"
        value={words.address}
        error={fault('address')}
        onChange={(event) => nameAddress(event.currentTarget.value)}
      />
      <Select
        id="queueId"
        label={say('admin.accounts.queue')}
        description={say('admin.accounts.queueHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={queues.map(({ id, name }) => ({ value: id, label: name }))}
        value={words.queueId}
        allowDeselect={false}
        error={fault('queueId')}
        onChange={(value) => change({ queueId: value ?? words.queueId })}
      />
    </div>
  );
}

interface ServerProps extends FieldsProps {
  readonly stored: boolean;
  readonly wants: Guess['wants'] | undefined;
  /** In place of the secret, where somebody signs in at the provider. */
  readonly oauth: ReactNode;
}

const WANTS = {
  password: 'admin.accounts.guessed',
  appPassword: 'admin.accounts.guessedApp',
  oauth: 'admin.accounts.guessedOauth',
} as const;
const SECURITIES = ['tls', 'starttls', 'plain'] as const;
const AUTHENTICATIONS = ['password', 'oauth', 'xoauth2'] as const;
const PORTS = { tls: '993', starttls: '143', plain: '143' } as const;

/** Where mail is fetched. */
export function ServerFields({ words, change, fault, wants }: Omit<ServerProps, 'stored' | 'oauth'>): ReactNode {
  const { say } = useText();
  const secure = (value: string | null): void => {
    const security = SECURITIES.find((one) => one === value) ?? words.security;
    // a port that nobody chose follows the kind of encryption
    change({ security, ...(words.port === PORTS[words.security] ? { port: PORTS[security] } : {}) });
  };
  return (
    <fieldset>
      <legend className="form-legend">{say('admin.accounts.server')}</legend>
      {wants !== undefined && (
        <p className="muted hint" role="status">
          {say(WANTS[wants])}
        </p>
      )}
      <div className="server-row">
        <TextInput
          id="host"
          label={say('admin.accounts.host')}
          autoComplete="off"
          value={words.host}
          error={fault('host')}
          onChange={(event) => change({ host: event.currentTarget.value })}
        />
        <TextInput
          id="port"
          inputMode="numeric"
          label={say('admin.accounts.port')}
          value={words.port}
          error={fault('port')}
          onChange={(event) => change({ port: event.currentTarget.value })}
        />
        <Select
          label={say('admin.accounts.security')}
          data={SECURITIES.map((value) => ({ value, label: say(`admin.accounts.${value}`) }))}
          value={words.security}
          allowDeselect={false}
          onChange={secure}
        />
      </div>
    </fieldset>
  );
}

export function SignInFields({ words, change, fault, stored, oauth }: Omit<ServerProps, 'wants'>): ReactNode {
  const { say } = useText();
  return (
    <fieldset>
      <legend className="form-legend">{say('admin.accounts.signIn')}</legend>
      <div className="field-row">
        <TextInput
          id="user"
          label={say('admin.accounts.user')}
          autoComplete="off"
          value={words.user}
          error={fault('user')}
          onChange={(event) => change({ user: event.currentTarget.value })}
        />
        <Select
          label={say('admin.accounts.authentication')}
          data={AUTHENTICATIONS.map((value) => ({ value, label: say(`admin.accounts.${value}`) }))}
          value={words.authentication}
          allowDeselect={false}
          onChange={(value) =>
            change({ authentication: AUTHENTICATIONS.find((one) => one === value) ?? words.authentication })
          }
        />
      </div>
      {words.authentication === 'oauth' ? oauth : <SecretField {...{ words, change, fault, stored }} />}
    </fieldset>
  );
}

function SecretField({ words, change, fault, stored }: Omit<ServerProps, 'wants' | 'oauth'>): ReactNode {
  const { say } = useText();
  return (
    <PasswordInput
      id="secret"
      label={say(words.authentication === 'xoauth2' ? 'admin.accounts.token' : 'admin.accounts.password')}
      {...(stored
        ? { placeholder: say('admin.accounts.secretStored'), description: say('admin.accounts.secretKeep') }
        : {})}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="new-password"
      value={words.secret}
      error={fault('secret')}
      onChange={(event) => change({ secret: event.currentTarget.value })}
    />
  );
}

const OUT_PORTS = { tls: '465', starttls: '587', plain: '25' } as const;
const WAYS = ['own', 'desk'] as const;

/** By which server answers leave. */
export function OutgoingFields({ words, change, fault }: FieldsProps): ReactNode {
  const { say } = useText();
  const secure = (value: string | null): void => {
    const outSecurity = SECURITIES.find((one) => one === value) ?? words.outSecurity;
    const untouched = words.outPort === OUT_PORTS[words.outSecurity];
    change({ outSecurity, ...(untouched ? { outPort: OUT_PORTS[outSecurity] } : {}) });
  };
  return (
    <fieldset className="outgoing-fields">
      <legend className="form-legend">{say('admin.mailbox.out.title')}</legend>
      {WAYS.map((way) => (
        <label key={way} className="check-line">
          <input
            type="radio"
            name="sendsBy"
            checked={words.sendsBy === way}
            onChange={() => change({ sendsBy: way })}
          />
          <span>
            {say(`admin.mailbox.out.${way}`)}
            <span className="muted hint check-hint">{say(`admin.mailbox.out.${way}Hint`)}</span>
          </span>
        </label>
      ))}
      {words.sendsBy === 'own' && (
        <div className="server-row">
          <TextInput
            id="outHost"
            label={say('admin.mailbox.out.host')}
            autoComplete="off"
            value={words.outHost}
            error={fault('outHost')}
            onChange={(event) => change({ outHost: event.currentTarget.value })}
          />
          <TextInput
            id="outPort"
            inputMode="numeric"
            label={say('admin.mailbox.out.port')}
            value={words.outPort}
            error={fault('outPort')}
            onChange={(event) => change({ outPort: event.currentTarget.value })}
          />
          <Select
            label={say('admin.mailbox.out.security')}
            data={SECURITIES.map((value) => ({ value, label: say(`admin.mailbox.out.${value}`) }))}
            value={words.outSecurity}
            allowDeselect={false}
            onChange={secure}
          />
        </div>
      )}
    </fieldset>
  );
}

export function ReadingFields({ words, change, fault }: FieldsProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset>
      <legend className="form-legend">{say('admin.accounts.reading')}</legend>
      <Textarea
        id="folders"
        label={say('admin.accounts.folders')}
        description={say('admin.perLine')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        rows={2}
        value={words.folders}
        error={fault('folders')}
        onChange={(event) => change({ folders: event.currentTarget.value })}
      />
      <Check
        label={say('admin.accounts.markSeen')}
        checked={words.markSeen}
        change={(markSeen) => change({ markSeen })}
      />
      <Check
        label={say('admin.accounts.enabled')}
        hint={say('admin.accounts.enabledHint')}
        checked={words.enabled}
        change={(enabled) => change({ enabled })}
      />
    </fieldset>
  );
}
