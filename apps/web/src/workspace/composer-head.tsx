import type { Timeline } from '@redress/contract/ticket.js';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconLock, IconMail, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { Caps, IconButton, TextButton } from '../ui/parts.js';
import type { Content } from './drafts.js';
import { Recipients } from './recipients.js';
import type { Addressed } from './use-send.js';

interface ComposerHeadProps {
  readonly read: Timeline;
  readonly content: Content;
  readonly addressed: Addressed;
  readonly editing: 'to' | 'cc' | null;
  readonly setEditing: (row: 'to' | 'cc' | null) => void;
  readonly edit: (change: Partial<Content>) => void;
  readonly write: (kind: Content['kind']) => void;
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
  close,
}: ComposerHeadProps): ReactNode {
  const { say } = useText();
  const isReply = content.kind === 'reply';
  const showCc = isReply && (editing === 'cc' || addressed.cc.length > 0);
  return (
    <>
      <div className="composer-head">
        <KindMenu isReply={isReply} mayReply={read.ticket.may.includes('reply')} write={write} />
        {isReply && editing === null && (
          <button type="button" className="composer-to truncate" onClick={() => setEditing('to')}>
            <span className="muted">{say('composer.to')}</span> {namesOf(addressed.to, read)}
          </button>
        )}
        <span className="spread" />
        {isReply && !showCc && (
          <TextButton look="link" className="quiet" onClick={() => setEditing('cc')}>
            {say('composer.addCc')}
          </TextButton>
        )}
        {isReply && (
          <TextButton look="link" className="quiet" onClick={() => write('note')}>
            {say('composer.note')} <Caps of="i" />
          </TextButton>
        )}
        <IconButton label={say('shell.close')} className="composer-close" onClick={close}>
          <IconX size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      </div>
      {isReply && editing !== null && (
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

interface KindMenuProps {
  readonly isReply: boolean;
  readonly mayReply: boolean;
  readonly write: (kind: Content['kind']) => void;
}

function KindMenu({ isReply, mayReply, write }: KindMenuProps): ReactNode {
  const { say } = useText();
  const Icon = isReply ? IconMail : IconLock;
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="composer-kind" title={say('composer.kind')}>
          <Icon size={16} stroke={1.5} aria-hidden="true" />
          <span>{say(isReply ? 'composer.reply' : 'composer.note')}</span>
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayReply && (
          <Menu.Item rightSection={<Caps of="r" />} onClick={() => write('reply')}>
            {say('composer.reply')}
          </Menu.Item>
        )}
        <Menu.Item rightSection={<Caps of="i" />} onClick={() => write('note')}>
          {say('composer.note')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
