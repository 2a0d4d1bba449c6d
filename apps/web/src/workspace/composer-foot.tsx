import type { ReplyWay } from '@redress/contract/channels.js';
import { IconAt, IconPaperclip, IconTextPlus, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { IconButton, KeyCaps, TextButton } from '../ui/parts.js';
import { secondsWords, spanWords } from '../ui/times.js';
import { LENGTH_ID } from './composer-text.js';
import type { DraftSnapshot } from './draft-keeper.js';
import type { Content } from './drafts.js';
import type { Uploading } from './use-uploads.js';
import { leftOf } from './ways.js';

interface FilesProps {
  readonly content: Content;
  readonly running: readonly Uploading[];
  readonly change: (attachments: Content['attachments']) => void;
}

export function Files({ content, running, change }: FilesProps): ReactNode {
  const { say } = useText();
  if (content.attachments.length + running.length === 0) return null;
  return (
    <ul className="composer-files" aria-label={say('ticket.attachment.title')}>
      {content.attachments.map((one) => (
        <li key={one.id} className="chip">
          {one.filename}
          <button
            type="button"
            aria-label={say('composer.removeFile', { name: one.filename })}
            onClick={() => change(content.attachments.filter((other) => other !== one))}
          >
            <IconX size={12} stroke={1.5} aria-hidden="true" />
          </button>
        </li>
      ))}
      {running.map((one) => (
        <li key={one.id} className="chip uploading" style={{ backgroundSize: `${one.share * 100}% 100%` }}>
          <span role="progressbar" aria-valuenow={Math.round(one.share * 100)} aria-label={one.name}>
            {say('composer.uploading', { name: one.name, percent: Math.round(one.share * 100) })}
          </span>
          <button type="button" aria-label={say('composer.removeFile', { name: one.name })} onClick={one.stop}>
            <IconX size={12} stroke={1.5} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ComposerFootProps {
  readonly draft: DraftSnapshot;
  readonly blank: boolean;
  /** Null for a note. */
  readonly way: ReplyWay | null;
  readonly addFiles: (files: Iterable<File>) => void;
  readonly openSnippets: () => void;
  readonly openMentions: () => void;
  readonly discard: () => void;
  readonly send: () => void;
  readonly sendAndResolve: (() => void) | null;
}

export function ComposerFoot(props: ComposerFootProps): ReactNode {
  const { draft, blank, way, addFiles, openSnippets, openMentions, discard, send, sendAndResolve } = props;
  const { say } = useText();
  const picker = useRef<HTMLInputElement>(null);
  const isReply = way !== null;
  const account = way?.account?.name ?? '';
  const takesNone = isReply && way.abilities !== null && way.abilities.attachments === null;
  return (
    <div className="composer-foot">
      <IconButton
        label={takesNone ? say('ways.noFiles', { account }) : say('composer.attach')}
        disabled={takesNone}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={18} stroke={1.5} aria-hidden="true" />
      </IconButton>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          addFiles(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
        }}
      />
      <IconButton label={say('commands.snippet')} keys="/" onClick={openSnippets}>
        <IconTextPlus size={18} stroke={1.5} aria-hidden="true" />
      </IconButton>
      {!isReply && (
        <IconButton label={say('commands.mention')} keys="@" onClick={openMentions}>
          <IconAt size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
      {!blank && (
        <IconButton label={say('composer.discard')} onClick={discard}>
          <IconTrash size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
      <span className="muted composer-saved">
        <SavedWords draft={draft} />
      </span>
      <span className="spread" />
      {isReply && <Room way={way} text={draft.content.text} />}
      {isReply && sendAndResolve !== null && (
        <TextButton className="composer-resolve" onClick={sendAndResolve} disabled={blank}>
          {say('composer.resolve')}
        </TextButton>
      )}
      <TextButton look="filled" onClick={send}>
        {say(isReply ? 'composer.send' : 'composer.addNote')} <KeyCaps of="send" />
      </TextButton>
    </div>
  );
}

/** How much more the channel takes; said aloud only when it gets narrow. */
function Room({ way, text }: { readonly way: ReplyWay; readonly text: string }): ReactNode {
  const { say } = useText();
  const left = leftOf(way, text);
  const most = way.abilities?.mostCharacters ?? null;
  if (left === null || most === null) return null;
  const narrow = left < most / 10;
  const words = left < 0 ? say('ways.tooLong', { count: -left }) : say('ways.left', { count: left });
  return (
    <span
      id={LENGTH_ID}
      className={left < 0 ? 'composer-room over tabular' : 'composer-room tabular'}
      title={say('ways.length', { count: most - left, most })}
      role="status"
      aria-live={narrow ? 'polite' : 'off'}
    >
      {words}
    </span>
  );
}

function SavedWords({ draft }: { readonly draft: DraftSnapshot }): ReactNode {
  const { say } = useText();
  const now = useNow(draft.savedAt !== null && Date.now() - draft.savedAt < 60_000 ? 'second' : 'minute');
  if (draft.phase === 'here') return say('composer.keptHere');
  if (draft.phase === 'saving' || draft.phase === 'typing') return say('composer.saving');
  if (draft.savedAt === null) return null;
  const age = Math.max(0, now - draft.savedAt);
  if (age < 2_000) return say('composer.savedNow');
  const span = age < 60_000 ? secondsWords(say, age) : spanWords(say, age);
  return say('composer.saved', { span: say('words.time.ago', { span }) });
}
