import type { ChannelAccount, ChannelProvider } from '@redress/contract/channels.js';
import type { MailAccount } from '@redress/contract/mail.js';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { MailAccountForm } from '../mail-account-form.js';
import { SignedIn } from '../mailbox/signed-in.js';
import { Wizard } from '../mailbox/wizard.js';
import { List, ScreenHead } from '../parts.js';
import { ADMIN, type Rows, useRows } from '../rows.js';
import { useAdminSearch } from '../use-search.js';
import './channels.css';
import { Choice } from './choice.js';
import { ChannelForm } from './form.js';
import { ChannelTable } from './table.js';

const LOOK_EVERY_MS = 5_000;
const MAIL = 'mail';
const BY_HAND = 'mail-by-hand';
const NEW = 'new';
/** Where the provider of a mailbox leads back to. */
const SIGNED_IN = 'signed-in';

/** `open` in the address: `new` chooses, `new:folder` connects, else the id of an account. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { search, change } = useAdminSearch();
  const mail = useRows<MailAccount>(ADMIN.accounts, { every: LOOK_EVERY_MS });
  const channels = useRows<ChannelAccount>(ADMIN.channels, { every: LOOK_EVERY_MS });
  const providers = useRows<ChannelProvider>(ADMIN.providers);
  const open = (id: string): void => change({ open: id });
  const close = (): void => change({ open: undefined });
  const form = opened(search.open ?? '', { mail, channels, providers }, { open, close });
  if (form !== null) return form;
  const all = together(mail, channels);
  const none = all.rows?.length === 0;
  if (search.open === NEW || none) {
    return (
      <div className="admin-page">
        <ScreenHead
          title={say(none ? 'admin.channels.title' : 'admin.channels.choose')}
          explain={say(none ? 'admin.channels.emptyNext' : 'admin.channels.explain')}
        >
          {!none && <TextButton onClick={close}>{say('shell.cancel')}</TextButton>}
        </ScreenHead>
        <Choice providers={providers.rows ?? []} choose={(kind) => open(`${NEW}:${kind}`)} />
      </div>
    );
  }
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.channels.title')} explain={say('admin.channels.explain')}>
        <TextButton look="filled" onClick={() => open(NEW)}>
          <IconPlus size={16} stroke={1.5} aria-hidden="true" /> {say('admin.channels.add')}
        </TextButton>
      </ScreenHead>
      <List of={all} empty={null}>
        {() => (
          <ChannelTable
            mail={mail.rows ?? []}
            channels={channels.rows ?? []}
            providers={providers.rows ?? []}
            open={open}
          />
        )}
      </List>
    </div>
  );
}

interface Known {
  readonly mail: Rows<MailAccount>;
  readonly channels: Rows<ChannelAccount>;
  readonly providers: Rows<ChannelProvider>;
}

interface Doors {
  readonly open: (name: string) => void;
  readonly close: () => void;
}

/** The form that the address names; null while its list is not there yet, and for what is gone. */
function opened(name: string, { mail, channels, providers }: Known, { open, close }: Doors): ReactNode {
  const [word, kind] = name.split(':');
  if (word === NEW && kind === MAIL) return <Wizard byHand={() => open(`${NEW}:${BY_HAND}`)} close={close} />;
  if (name === SIGNED_IN) return <SignedIn open={open} byHand={() => open(`${NEW}:${BY_HAND}`)} close={close} />;
  if (word === NEW && kind === BY_HAND) return <MailAccountForm account={null} close={close} />;
  const box = mail.rows?.find(({ id }) => id === name);
  if (box !== undefined) return <MailAccountForm key={box.id} account={box} close={close} />;
  const account = channels.rows?.find(({ id }) => id === name);
  const named = providers.rows?.find((one) => one.kind === (account?.kind ?? kind));
  const provider = named ?? (providers.rows === undefined ? undefined : account && unknown(account));
  if (provider === undefined || (account === undefined && word !== NEW)) return null;
  return <ChannelForm key={name} provider={provider} account={account ?? null} close={close} />;
}

/** What another build made: it can still be looked at and removed here. */
function unknown({ kind, channel, abilities }: ChannelAccount): ChannelProvider {
  const title = { en: kind, de: kind };
  return { kind, channel, title, explain: title, fields: [], scopes: [], steps: [], webhookUrl: null, abilities };
}

/** Mailboxes and accounts of channels as one list: it is there when both are. */
function together(mail: Rows<MailAccount>, channels: Rows<ChannelAccount>): Rows<MailAccount | ChannelAccount> {
  const there = mail.rows !== undefined && channels.rows !== undefined;
  const refetch = (): void => {
    mail.refetch();
    channels.refetch();
  };
  return {
    rows: there ? [...(mail.rows ?? []), ...(channels.rows ?? [])] : undefined,
    ...{ error: mail.error ?? channels.error, refetch, hasMore: false, more: () => undefined },
  };
}
