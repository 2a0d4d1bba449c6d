import type { ReplyWay } from '@redress/contract/channels.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconLock, IconMail, IconMessageCircle, IconWorld, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { ButtonMenu } from '../ui/button-menu.js';
import { useNow } from '../ui/clock.js';
import { IconButton, KeyCaps, TextButton } from '../ui/parts.js';
import type { Content } from './drafts.js';
import { Recipients } from './recipients.js';
import type { Addressed } from './use-send.js';
import { isOpen, nameTo, wayWords, waysIn } from './ways.js';

interface ComposerHeadProps {
  readonly read: Timeline;
  readonly content: Content;
  readonly addressed: Addressed;
  readonly editing: 'to' | 'cc' | null;
  readonly setEditing: (row: 'to' | 'cc' | null) => void;
  readonly edit: (change: Partial<Content>) => void;
  readonly write: (kind: Content['kind']) => void;
  readonly choose: (way: ReplyWay) => void;
  readonly close: () => void;
}

export function ComposerHead({
  read,
  content,
  addressed,
  editing,
  setEditing,
  edit,
  write,
  choose,
  close,
}: ComposerHeadProps): ReactNode {
  const { say } = useText();
  const isReply = content.kind === 'reply';
  const { way } = addressed;
  const byMail = isReply && way.account === null;
  const showCc = byMail && (editing === 'cc' || addressed.cc.length > 0);
  return (
    <>
      <div className="composer-head">
        <KindMenu way={isReply ? way : null} {...{ read, write, choose }} />
        {isReply && !byMail && <ToPost way={way} />}
        {byMail && editing === null && (
          <button type="button" className="composer-to truncate" onClick={() => setEditing('to')}>
            <span className="muted">{say('composer.to')}</span> {namesOf(addressed.to, read)}
          </button>
        )}
        <span className="spread" />
        {byMail && !showCc && (
          <TextButton look="link" className="quiet" onClick={() => setEditing('cc')}>
            {say('composer.addCc')}
          </TextButton>
        )}
        {isReply && (
          <TextButton look="link" className="quiet" onClick={() => write('note')}>
            {say('composer.note')} <KeyCaps of="note" />
          </TextButton>
        )}
        <IconButton label={say('shell.close')} className="composer-close" onClick={close}>
          <IconX size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      {byMail && editing !== null && (
        <Recipients
          label={say('composer.to')}
          addresses={addressed.to}
          change={(to) => edit({ to })}
          autoFocus={editing === 'to'}
        />
      )}
      {showCc && (
        <Recipients
          label={say('composer.cc')}
          addresses={addressed.cc}
          change={(cc) => edit({ cc })}
          autoFocus={editing === 'cc'}
        />
      )}
    </>
  );
}

function namesOf(addresses: readonly string[], read: Timeline): string {
  const parties = [...read.replyTo.to, ...read.replyTo.cc];
  return addresses.map((address) => parties.find((party) => party.address === address)?.name || address).join(', ');
}

/** Where it was asked it is answered: nobody is addressed by hand. */
function ToPost({ way }: { readonly way: ReplyWay }): ReactNode {
  const { say } = useText();
  const [party] = way.to;
  if (party === undefined) return null;
  const named = party.name !== '' && party.name !== party.address;
  return (
    <span className="composer-to truncate">
      <span className="muted">{say('composer.to')}</span>{' '}
      {named ? say('ways.toWhom', { name: party.name, handle: party.address }) : party.address}
    </span>
  );
}

function iconOf(way: ReplyWay | null): typeof IconMail {
  if (way === null) return IconLock;
  if (way.account === null) return IconMail;
  return way.audience === 'public' ? IconWorld : IconMessageCircle;
}

/** A menu that closes gives the focus back to its button: what takes the focus must come after that. */
const afterClosing = (run: () => void): void => void requestAnimationFrame(run);

interface KindMenuProps {
  readonly read: Timeline;
  /** Null: a note. */
  readonly way: ReplyWay | null;
  readonly write: (kind: Content['kind']) => void;
  readonly choose: (way: ReplyWay) => void;
}

/** Every way to the customer, and the note. The key answers the way that stands there. */
function KindMenu({ read, way, write, choose }: KindMenuProps): ReactNode {
  const { say } = useText();
  const now = useNow();
  const Icon = iconOf(way);
  const ways = read.ticket.may.includes('reply') ? waysIn(read) : [];
  return (
    <ButtonMenu
      button={(its) => (
        <button type="button" className="composer-kind" title={say('composer.kind')} {...its}>
          <Icon size={16} stroke={1.5} aria-hidden="true" />
          <span className="truncate">{way === null ? say('composer.note') : wayWords(say, way)}</span>
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      )}
    >
      <Menu.Dropdown>
        {ways.map((one, index) => {
          const WayIcon = iconOf(one);
          const open = isOpen(one, now);
          return (
            <Menu.Item
              key={`${one.account?.id ?? ''}${one.audience}`}
              leftSection={<WayIcon size={16} stroke={1.5} aria-hidden="true" />}
              rightSection={open ? <KeyCaps of={index === 0 ? 'reply' : undefined} /> : say('ways.closed')}
              onClick={() => afterClosing(() => choose(one))}
            >
              {wayWords(say, one)}
              {one.to.length > 0 && <span className="muted way-to"> {nameTo(one)}</span>}
            </Menu.Item>
          );
        })}
        <Menu.Item
          leftSection={<IconLock size={16} stroke={1.5} aria-hidden="true" />}
          rightSection={<KeyCaps of="note" />}
          onClick={() => afterClosing(() => write('note'))}
        >
          {say('composer.note')}
        </Menu.Item>
      </Menu.Dropdown>
    </ButtonMenu>
  );
}
