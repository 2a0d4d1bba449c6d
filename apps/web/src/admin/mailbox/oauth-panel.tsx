import type { BeginSignIn } from '@redress/contract/commands.js';
import type { SignInGround } from '@redress/contract/mailbox-grants.js';
import { PasswordInput, Select, TextInput } from '@mantine/core';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError, get } from '../../api/client.js';
import { type TextKey, useText } from '../../i18n/text.js';
import { copyText } from '../../ui/copy.js';
import { TextButton } from '../../ui/parts.js';
import { bodyOf, type Words } from '../mail-account-words.js';
import {
  type Client,
  keptSetup,
  type KeptSetup,
  leaveToSignIn,
  type ProviderName,
  PROVIDERS,
  providerBehind,
} from './oauth.js';

interface PanelProps {
  readonly words: Words;
  readonly found: KeptSetup['found'];
  /** Nobody has signed in yet where somebody should have. */
  readonly fault: string | undefined;
}

const BLANK: Client = { clientId: '', clientSecret: '', tenant: '', authorisationUrl: '', tokenUrl: '', scopes: '' };
const CUSTOM = ['authorisationUrl', 'tokenUrl', 'scopes'] as const;

const PAGES: Readonly<Record<ProviderName, string | null>> = {
  google: 'https://console.cloud.google.com/auth/clients',
  microsoft: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  custom: null,
};
const STEPS: Readonly<Record<ProviderName, readonly TextKey[]>> = {
  google: ['admin.mailbox.oauth.google.one', 'admin.mailbox.oauth.google.two', 'admin.mailbox.oauth.google.three'],
  microsoft: [
    'admin.mailbox.oauth.microsoft.one',
    'admin.mailbox.oauth.microsoft.two',
    'admin.mailbox.oauth.microsoft.three',
  ],
  custom: ['admin.mailbox.oauth.custom.one', 'admin.mailbox.oauth.custom.two', 'admin.mailbox.oauth.custom.three'],
};

/** Folded once somebody has signed in: then the next step is what matters. */
export function OauthPanel(props: PanelProps): ReactNode {
  const { say } = useText();
  const [isOpen, setOpen] = useState(false);
  if (props.words.grantId === null || isOpen) return <WayThere {...props} />;
  return (
    <div className="oauth-panel">
      <div>
        <TextButton onClick={() => setOpen(true)}>{say('admin.mailbox.oauth.goAgain')}</TextButton>
      </div>
    </div>
  );
}

/** Leads to the page of the provider: what has to be made there once, then the way there. */
function WayThere({ words, found, fault }: PanelProps): ReactNode {
  const { say } = useText();
  const [kept] = useState(keptSetup);
  const [chosen, setChosen] = useState<ProviderName | null>(() => kept?.provider ?? null);
  const [client, setClient] = useState(() => kept?.client ?? BLANK);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const provider = chosen ?? providerBehind(words.host);
  const run = (): void => {
    setBusy(true);
    setFailed(null);
    leaveToSignIn(wantedOf(words, provider, client), { words, found, provider, client }).catch((reason: unknown) => {
      setBusy(false);
      setFailed(reasonOf(reason) ?? say('admin.mailbox.oauth.outcome.silent'));
    });
  };
  const missing = client.clientId.trim() === '' || (provider === 'custom' && CUSTOM.some((one) => client[one] === ''));
  const name = say(`admin.mailbox.oauth.by.${provider}`);
  return (
    <div className="oauth-panel">
      <Select
        label={say('admin.mailbox.oauth.provider')}
        data={PROVIDERS.map((value) => ({
          value,
          label: say(value === 'custom' ? 'admin.mailbox.oauth.other' : `admin.mailbox.oauth.by.${value}`),
        }))}
        value={provider}
        allowDeselect={false}
        onChange={(value) => setChosen(PROVIDERS.find((one) => one === value) ?? provider)}
      />
      <ol className="oauth-steps">
        {STEPS[provider].map((step) => (
          <li key={step}>{say(step)}</li>
        ))}
      </ol>
      {PAGES[provider] !== null && (
        <a href={PAGES[provider]} target="_blank" rel="noreferrer">
          {say('admin.mailbox.oauth.page', { name })} <IconExternalLink size={14} stroke={1.5} aria-hidden="true" />
          <span className="unseen"> {say('admin.mailbox.wants.newTab')}</span>
        </a>
      )}
      <RedirectUri />
      <ClientFields provider={provider} client={client} change={(wish) => setClient({ ...client, ...wish })} />
      {(failed ?? fault) !== undefined && (
        <p className="field-fault" role="alert">
          {failed ?? fault}
        </p>
      )}
      <div>
        <TextButton id="grantId" disabled={busy || missing} onClick={run}>
          {say('admin.mailbox.oauth.go', { name })}
        </TextButton>
      </div>
      <p className="muted hint">{say('admin.mailbox.oauth.goHint')}</p>
    </div>
  );
}

function wantedOf(words: Words, provider: ProviderName, client: Client): BeginSignIn {
  const { user, host, port, outgoing } = bodyOf(words);
  const given = (name: keyof Client, isAsked = true): Partial<Client> =>
    isAsked && client[name].trim() !== '' ? { [name]: client[name].trim() } : {};
  return {
    ...{ provider, user, host, port, outgoing: outgoing ?? null },
    ...{ ...given('clientId'), ...given('clientSecret'), ...given('tenant', provider === 'microsoft') },
    ...given('authorisationUrl', provider === 'custom'),
    ...{ ...given('tokenUrl', provider === 'custom'), ...given('scopes', provider === 'custom') },
  };
}

/** What the server minds, in its words: they name what is to be changed. */
function reasonOf(reason: unknown): string | null {
  return reason instanceof ApiError ? (reason.problem.errors[0]?.message ?? reason.problem.detail) : null;
}

function RedirectUri(): ReactNode {
  const { say } = useText();
  const { data } = useQuery({
    queryKey: ['mailbox-sign-in'],
    queryFn: () => get<SignInGround>('/mail-accounts/oauth'),
  });
  const uri = data?.redirectUri ?? '';
  const label = say('admin.mailbox.oauth.redirectUri');
  return (
    <div>
      <div className="oauth-redirect">
        <TextInput
          classNames={{ input: 'mono' }}
          label={label}
          readOnly
          value={uri}
          onFocus={(event) => event.currentTarget.select()}
        />
        <TextButton onClick={() => copyText(uri, label)}>
          <IconCopy size={16} stroke={1.5} aria-hidden="true" /> {say('admin.channels.copy')}
        </TextButton>
      </div>
      <p className="muted hint">{say('admin.mailbox.oauth.redirectHint')}</p>
    </div>
  );
}

interface ClientProps {
  readonly provider: ProviderName;
  readonly client: Client;
  readonly change: (wish: Partial<Client>) => void;
}

function ClientFields({ provider, client, change }: ClientProps): ReactNode {
  const { say } = useText();
  const text = (name: keyof Client, hint?: string): ReactNode => (
    <TextInput
      key={name}
      label={say(`admin.mailbox.oauth.${name}`)}
      {...(hint === undefined ? {} : { description: hint })}
      inputWrapperOrder={['label', 'input', 'description']}
      autoComplete="off"
      value={client[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {provider === 'custom' && CUSTOM.map((name) => text(name))}
      {text('clientId')}
      <PasswordInput
        label={say('admin.mailbox.oauth.clientSecret')}
        description={say('admin.mailbox.oauth.secretHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        autoComplete="new-password"
        value={client.clientSecret}
        onChange={(event) => change({ clientSecret: event.currentTarget.value })}
      />
      {provider === 'microsoft' && text('tenant', say('admin.mailbox.oauth.tenantHint'))}
    </>
  );
}
