import type { Message, MessageCall } from '@redress/contract/messages.js';
import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDots,
  IconLock,
  IconMail,
  IconMailForward,
  IconMessageCircle,
  IconPhone,
  IconRobot,
  IconShieldCheck,
  IconShieldExclamation,
  IconShieldOff,
  IconUser,
  IconWorld,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { apiPath } from '../api/client.js';
import { type Say, sayCode, useText } from '../i18n/text.js';
import { ButtonMenu } from '../ui/button-menu.js';
import { copyText } from '../ui/copy.js';
import { IconButton, KeyCaps, When } from '../ui/parts.js';
import { spanWords } from '../ui/times.js';
import { Attachments } from './attachments.js';
import { DeliveryBar, DeliveryWord } from './delivery.js';
import { MailBody } from './mail-body.js';
import { PostHistory, PostWords } from './post-marks.js';

interface MessageEntryProps {
  readonly message: Message;
  /** Older messages show their first lines until they are opened. */
  readonly brief: boolean;
  readonly reply: (() => void) | null;
  readonly forward: (() => void) | null;
  readonly split: (() => void) | null;
  readonly number: string;
}

export function MessageEntry({ message, brief, reply, forward, split, number }: MessageEntryProps): ReactNode {
  const { say } = useText();
  const [open, setOpen] = useState(!brief);
  const [asText, setAsText] = useState(message.html === null);
  const internal = message.visibility === 'internal';
  const long = message.newText.length > 160 || message.newText.split('\n').length > 2 || message.html !== null;
  const clamped = !open && long;
  return (
    <article
      id={`m-${message.id}`}
      className={internal ? 'entry note' : 'entry'}
      tabIndex={-1}
      aria-label={labelOf(say, message)}
    >
      <span className="gutter" aria-hidden="true">
        <MessageIcon message={message} />
      </span>
      <div className="entry-body">
        <header className="entry-head">
          <Names message={message} />
          <span className="spread" />
          <span className="entry-tools">
            {reply !== null && !internal && (
              <IconButton label={say('commands.reply')} command="reply" onClick={reply}>
                <IconArrowBackUp size={16} stroke={1.5} aria-hidden="true" />
              </IconButton>
            )}
            <MessageMenu {...{ message, number, asText, setAsText, forward, split }} />
          </span>
          <span className="entry-time muted">
            <When at={message.receivedAt} />
          </span>
        </header>
        <Warnings message={message} />
        {clamped ? (
          <button type="button" className="entry-brief" onClick={() => setOpen(true)} aria-expanded="false">
            {briefly(message)}
          </button>
        ) : (
          <MailBody message={message} asText={asText} />
        )}
        <Untold message={message} />
        <PostHistory message={message} />
        <DeliveryBar message={message} />
        <Attachments of={message.attachments} />
      </div>
    </article>
  );
}

function briefly(message: Message): string {
  return (message.newText || message.text).replace(/\s+/g, ' ').slice(0, 400);
}

function labelOf(say: Say, message: Message): string {
  return say('ticket.mail.body', { name: nameOf(say, message) });
}

export function nameOf(say: Say, { author, from, visibility, direction }: Message): string {
  if (author !== null && (visibility === 'internal' || direction === 'outbound')) return author.name;
  return from?.name || from?.address || author?.name || say('words.someone');
}

function MessageIcon({ message }: { readonly message: Message }): ReactNode {
  const size = { size: 18, stroke: 1.5 } as const;
  if (message.forwards !== null) return <IconMailForward {...size} />;
  if (message.answersForward !== null) return <IconMail {...size} />;
  if (message.visibility === 'internal') return <IconLock {...size} />;
  if (message.automatic !== null) return <IconRobot {...size} />;
  switch (message.channel) {
    case 'phone':
      return <IconPhone {...size} />;
    case 'visit':
      return <IconUser {...size} />;
    case 'webForm':
    case 'api':
      return <IconWorld {...size} />;
    case 'social':
    case 'chat':
      return <IconMessageCircle {...size} />;
    default:
      return <IconMail {...size} />;
  }
}

function Names({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const internal = message.visibility === 'internal';
  const inbound = message.direction === 'inbound';
  const address = message.from?.address ?? '';
  const name = nameOf(say, message);
  return (
    <>
      <span className="strong entry-name">{name}</span>
      {internal && (
        <span className="internal-word">
          {say(message.answersForward === null ? 'ticket.mail.internal' : 'ticket.mail.thirdParty')}
        </span>
      )}
      {inbound && address !== '' && address !== name && <span className="muted truncate">{address}</span>}
      {!inbound && (!internal || message.forwards !== null) && <Recipients message={message} />}
      {message.call !== null && <span className="muted tabular">{callWords(say, message.call)}</span>}
      {message.post !== null && <PostWords post={message.post} />}
      {message.automatic !== null && <Automatic kind={message.automatic} />}
      {inbound && message.channel === 'email' && <AuthBadge message={message} />}
      <DeliveryWord message={message} />
    </>
  );
}

function Automatic({ kind }: { readonly kind: NonNullable<Message['automatic']> }): ReactNode {
  const { say } = useText();
  const words = say('ticket.mail.automatic', { kind: sayCode(say, 'automatic', kind) });
  return (
    <span className="muted truncate" title={words}>
      {words}
    </span>
  );
}

/** "Call from +49 …, 4 min". */
function callWords(say: Say, { direction, from, to, durationSeconds }: MessageCall): string {
  const number = direction === 'inbound' ? from : to;
  const known = direction === 'inbound' ? 'ticket.mail.callFrom' : 'ticket.mail.callTo';
  const withheld = direction === 'inbound' ? 'ticket.mail.callIn' : 'ticket.mail.callOut';
  const words = number === null ? say(withheld) : say(known, { number });
  return durationSeconds === null ? words : `${words}, ${spanWords(say, durationSeconds * 1_000)}`;
}

const SHOWN_NAMES = 2;

function Recipients({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const names = (parties: Message['to']): string => {
    const shown = parties.slice(0, SHOWN_NAMES).map((party) => party.name || party.address);
    const more = parties.length - shown.length;
    return more > 0 ? `${shown.join(', ')} ${say('ticket.mail.more', { count: more })}` : shown.join(', ');
  };
  if (message.to.length === 0) return null;
  const all = [...message.to, ...message.cc].map((party) => party.address).join(', ');
  return (
    <span className="muted truncate" title={all}>
      {say(message.forwards === null ? 'ticket.mail.to' : 'ticket.mail.forwarded', { names: names(message.to) })}
      {message.cc.length > 0 && `, ${say('ticket.mail.cc', { names: names(message.cc) })}`}
    </span>
  );
}

const SHIELDS = { pass: IconShieldCheck, fail: IconShieldExclamation, none: IconShieldOff } as const;

function AuthBadge({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const checked = message.authentication;
  const verdict = checked?.verdict ?? 'none';
  const Shield = SHIELDS[verdict];
  const absent = say('ticket.auth.absent');
  const found = { spf: checked?.spf ?? absent, dkim: checked?.dkim ?? absent, dmarc: checked?.dmarc ?? absent };
  const title = checked?.by
    ? say('ticket.auth.title', { ...found, by: checked.by })
    : say('ticket.auth.titleOwn', found);
  return (
    <span
      className={`auth ${verdict}`}
      title={title}
      tabIndex={0}
      role="note"
      aria-label={`${say(`ticket.auth.${verdict}`)}. ${title}`}
    >
      <Shield size={15} stroke={1.5} aria-hidden="true" />
      {verdict === 'pass' && found.dkim === 'pass' ? 'DKIM' : say(`ticket.auth.${verdict}`)}
    </span>
  );
}

function Warnings({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const name = message.from?.name || message.from?.address || '';
  return (
    <>
      {message.unverifiedSender && (
        <p className="warning" role="note">
          <IconShieldExclamation size={16} stroke={1.5} aria-hidden="true" />
          {say('ticket.mail.unverified', { name })}
        </p>
      )}
      {message.usedMessageId && (
        <p className="warning doubt" role="note">
          {say('ticket.mail.usedId')}
        </p>
      )}
      {message.oddities.length > 0 && (
        <p className="muted oddities">
          {say('ticket.mail.oddities')}: {message.oddities.join('; ')}
        </p>
      )}
    </>
  );
}

/** Who was named but may not see the ticket: the author has to find another way. */
function Untold({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const untold = message.mentions?.untold ?? [];
  if (untold.length === 0) return null;
  return (
    <p className="warning doubt" role="note">
      {say('ticket.mail.untold', { names: untold.map(({ name }) => name).join(', ') })}
    </p>
  );
}

interface MessageMenuProps {
  readonly message: Message;
  readonly number: string;
  readonly asText: boolean;
  readonly setAsText: (asText: boolean) => void;
  readonly forward: (() => void) | null;
  readonly split: (() => void) | null;
}

function MessageMenu({ message, number, asText, setAsText, forward, split }: MessageMenuProps): ReactNode {
  const { say } = useText();
  const link = `${window.location.origin}/tickets/${number}#m-${message.id}`;
  return (
    <ButtonMenu
      position="bottom-end"
      width={240}
      button={(its) => (
        <IconButton label={say('ticket.mail.details')} {...its}>
          <IconDots size={16} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
    >
      <Menu.Dropdown>
        {forward !== null && (
          // the menu gives the focus back to its button first
          <Menu.Item rightSection={<KeyCaps of="forward" />} onClick={() => requestAnimationFrame(forward)}>
            {say('commands.forward')}
          </Menu.Item>
        )}
        {message.html !== null && (
          <Menu.Item onClick={() => setAsText(!asText)}>
            {say(asText ? 'ticket.mail.asHtml' : 'ticket.mail.asText')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => copyText(link, say('ticket.copyLink'))}>{say('ticket.mail.permalink')}</Menu.Item>
        {message.hasSource && (
          <Menu.Item component="a" href={apiPath(`/messages/${message.id}/source`)} target="_blank" rel="noreferrer">
            {say('ticket.mail.source')}
          </Menu.Item>
        )}
        {split !== null && <Menu.Item onClick={split}>{say('ticket.mail.splitOff')}</Menu.Item>}
      </Menu.Dropdown>
    </ButtonMenu>
  );
}
