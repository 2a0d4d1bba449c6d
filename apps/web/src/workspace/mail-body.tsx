import type { Message } from '@redress/contract/messages.js';
import { IconChevronRight, IconPhotoOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../i18n/text.js';
import { TextButton } from '../ui/parts.js';
import { foldText, piecesNaming } from './mail-text.js';

const MailFrame = lazy(async () => ({ default: (await import('./mail-frame.js')).MailFrame }));
const TRUSTED = 'redress.images-from';

interface MailBodyProps {
  readonly message: Message;
  readonly asText: boolean;
}

export function MailBody({ message, asText }: MailBodyProps): ReactNode {
  const { say } = useText();
  const sender = message.from?.address.toLowerCase() ?? '';
  const [showImages, setShowImages] = useState(() => trustedSenders().includes(sender));
  const html = asText ? null : message.html;
  if (html === null) return <PlainBody message={message} />;
  return (
    <>
      <div className="mail-paper">
        <Suspense fallback={null}>
          <MailFrame message={message} html={html} showImages={showImages} />
        </Suspense>
      </div>
      {message.remoteImages > 0 && !showImages && (
        <div className="images-bar">
          <IconPhotoOff size={16} stroke={1.5} aria-hidden="true" />
          <span className="spread">{say('ticket.mail.blocked', { count: message.remoteImages })}</span>
          <TextButton look="link" onClick={() => setShowImages(true)}>
            {say('ticket.mail.showImages')}
          </TextButton>
          {sender !== '' && !message.unverifiedSender && (
            <TextButton
              look="link"
              onClick={() => {
                trust(sender);
                setShowImages(true);
              }}
            >
              {say('ticket.mail.always')}
            </TextButton>
          )}
        </div>
      )}
    </>
  );
}

function trustedSenders(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(TRUSTED) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function trust(sender: string): void {
  try {
    localStorage.setItem(TRUSTED, JSON.stringify([...new Set([...trustedSenders(), sender])]));
  } catch {
    // shown now, asked again next time
  }
}

function PlainBody({ message }: { readonly message: Message }): ReactNode {
  const { say } = useText();
  const [unfolded, setUnfolded] = useState(false);
  const { fresh, folded, lines } = foldText(message.text, message.newText);
  const { mentions } = message;
  const names = mentions === null ? [] : [...mentions.people, ...mentions.teams].map(({ name }) => name);
  if (fresh === '') return <p className="muted">{say('ticket.mail.empty')}</p>;
  return (
    <div className="mail-text">
      <Paragraphs text={fresh} names={names} />
      {lines > 0 && (
        <button type="button" className="fold" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
          {say('ticket.mail.quoted', { count: lines })}
        </button>
      )}
      {unfolded && (
        <div className="quotation">
          <Paragraphs text={folded} names={names} />
        </div>
      )}
    </div>
  );
}

const AT_FIRST = 20_000;

interface Named {
  readonly text: string;
  readonly names: readonly string[];
}

function Paragraphs({ text, names }: Named): ReactNode {
  const { say } = useText();
  const [whole, setWhole] = useState(text.length <= AT_FIRST);
  const shown = whole ? text : text.slice(0, AT_FIRST);
  return (
    <>
      {shown.split(/\n[^\S\n]*\n\s*/).map((paragraph, index) => (
        <p key={index} dir="auto" className="paragraph">
          <Pieces text={paragraph} names={names} />
        </p>
      ))}
      {!whole && (
        <TextButton look="link" onClick={() => setWhole(true)}>
          {say('shell.showAll')}
        </TextButton>
      )}
    </>
  );
}

function Pieces({ text, names }: Named): ReactNode {
  return piecesNaming(text, names).map((piece, index) => {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind === 'mention')
      return (
        <span key={index} className="mention">
          {piece.text}
        </span>
      );
    if (piece.kind === 'ticket') {
      return (
        <Link key={index} to="/tickets/$number" params={{ number: piece.text }}>
          {piece.text}
        </Link>
      );
    }
    return (
      <a
        key={index}
        href={piece.kind === 'mail' ? `mailto:${piece.text}` : piece.text}
        target="_blank"
        rel="noreferrer noopener"
      >
        {piece.text}
      </a>
    );
  });
}
