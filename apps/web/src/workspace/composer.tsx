import type { Draft, Timeline } from '@redress/contract/views.js';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconLock, IconMail, IconPaperclip, IconTrash, IconX } from '@tabler/icons-react';
import {
  type ClipboardEvent,
  type DragEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { live } from '../api/live.js';
import { keys, queryClient } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { type Command, useCommands } from '../ui/commands.js';
import { Caps, IconButton, TextButton } from '../ui/parts.js';
import { useNow } from '../ui/clock.js';
import { secondsWords, spanWords } from '../ui/times.js';
import { toast } from '../ui/toasts.js';
import { ConflictBar, MovedBar, WaitingBar } from './composer-bars.js';
import { DraftKeeper, type DraftSnapshot } from './draft-keeper.js';
import { type Content, isBlank, onRestored } from './drafts.js';
import { Recipients } from './recipients.js';
import { type Uploading, type Uploads, useUploads } from './use-uploads.js';
import { type Addressed, type Sending, useSend } from './use-send.js';

/** What others may ask of the composer. */
export interface ComposerDoor {
  readonly write: (kind: Content['kind']) => void;
}

interface ComposerProps {
  readonly read: Timeline;
  readonly door: Ref<ComposerDoor>;
  readonly resolveAndGo: () => void;
}

export function Composer({ read, door, resolveAndGo }: ComposerProps): ReactNode {
  const { say } = useText();
  const { ticket } = read;
  const keeper = useKeeper(ticket.id);
  const draft = useSyncExternalStore(keeper.subscribe, keeper.read);
  const sending = useSend(read, keeper);
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState<'to' | 'cc' | null>(null);
  const content = usableContent(draft.content, ticket.may.includes('reply'));
  const uploads = useUploads((file) => keeper.edit({ attachments: [...keeper.read().content.attachments, file] }));
  const addressed = addressesOf(content, read);
  const blank = isBlank(content);
  const write = (kind: Content['kind']): void => {
    setOpen(true);
    if (content.kind !== kind) keeper.edit({ kind });
    requestAnimationFrame(() => field.current?.focus());
  };
  useImperativeHandle(door, () => ({ write }));
  useComposing(ticket.id, blank);
  useSeenWhileBlank(blank, sending, read);
  const submit = (after: () => void): void => {
    const fault = faultOf(say, content, addressed, uploads);
    if (fault !== null) toast({ text: fault, tone: 'failed' });
    else if (!sending.busy && draft.conflict === null) {
      sending.send(content, addressed, () => {
        setOpen(false);
        setEditing(null);
        after();
      });
    }
  };
  const isReply = content.kind === 'reply';
  useSendCommands(
    field,
    () => submit(() => undefined),
    () => submit(isReply ? resolveAndGo : () => undefined),
    () => setOpen(false),
  );
  return (
    <div
      className={['composer', isReply ? '' : 'note', open ? 'open' : '', blank ? 'blank' : ''].join(' ')}
      {...dropZone(uploads)}
    >
      <WaitingBar ticketId={ticket.id} />
      <MovedBar read={read} sending={sending} blank={blank} sendAnyway={() => submit(() => undefined)} />
      <ConflictBar draft={draft} keeper={keeper} />
      <ComposerHead
        read={read}
        content={content}
        addressed={addressed}
        editing={editing}
        setEditing={setEditing}
        edit={(change) => keeper.edit(change)}
        write={write}
        close={() => setOpen(false)}
      />
      <Writing
        field={field}
        content={content}
        name={read.customer?.name ?? addressed.to[0] ?? ''}
        change={(text) => keeper.edit({ text })}
        paste={uploads.add}
        focused={() => setOpen(true)}
      />
      <Files content={content} running={uploads.running} change={(attachments) => keeper.edit({ attachments })} />
      <ComposerFoot
        draft={draft}
        blank={blank}
        isReply={isReply}
        busy={sending.busy}
        addFiles={uploads.add}
        discard={() => void keeper.clear().then(() => toast({ text: say('composer.discarded') }))}
        send={() => submit(() => undefined)}
        sendAndResolve={ticket.may.includes('resolve') ? () => submit(resolveAndGo) : null}
      />
    </div>
  );
}

function useKeeper(ticketId: string): DraftKeeper {
  const keeper = useMemo(() => new DraftKeeper(ticketId), [ticketId]);
  useEffect(() => {
    void keeper.start();
    window.addEventListener('online', keeper.retry);
    const stopRestored = onRestored((id) => {
      const draft = queryClient.getQueryData<Draft>(keys.draft(ticketId));
      if (id === ticketId && draft !== undefined) keeper.replace(draft);
    });
    return () => {
      window.removeEventListener('online', keeper.retry);
      stopRestored();
      keeper.stop();
    };
  }, [keeper, ticketId]);
  return keeper;
}

/** Who may not answer can still write notes. */
function usableContent(content: Content, mayReply: boolean): Content {
  return content.kind === 'reply' && !mayReply ? { ...content, kind: 'note' } : content;
}

function addressesOf(content: Content, read: Timeline): Addressed {
  return {
    to: content.to ?? read.replyTo.to.map((party) => party.address),
    cc: content.cc ?? read.replyTo.cc.map((party) => party.address),
  };
}

function faultOf(
  say: ReturnType<typeof useText>['say'],
  content: Content,
  { to }: Addressed,
  uploads: Uploads,
): string | null {
  if (content.text.trim() === '') return say('composer.empty');
  if (uploads.running.length > 0) return say('composer.wait');
  return content.kind === 'reply' && to.length === 0 ? say('composer.nobody') : null;
}

function useComposing(ticketId: string, blank: boolean): void {
  useEffect(() => {
    if (blank) return;
    live.present({ ticketId, state: 'composing' });
    return () => live.present({ ticketId, state: 'viewing' });
  }, [ticketId, blank]);
}

/** What was there before the first word counts as read. */
function useSeenWhileBlank(blank: boolean, sending: Sending, read: Timeline): void {
  useEffect(() => {
    if (blank) sending.acknowledge();
  }, [blank, read.ticket.version]);
}

function useSendCommands(
  field: RefObject<HTMLTextAreaElement | null>,
  send: () => void,
  sendResolve: () => void,
  close: () => void,
): void {
  const leave = (): void => {
    field.current?.blur();
    close();
  };
  const commands: readonly Command[] = [
    { id: 'send', label: 'commands.send', group: 'composer', keys: ['$mod+Enter'], inFields: true, run: send },
    {
      id: 'send-resolve',
      label: 'commands.sendResolve',
      group: 'composer',
      keys: ['$mod+Shift+Enter'],
      inFields: true,
      run: sendResolve,
    },
  ];
  useCommands(commands);
  useEffect(() => {
    const element = field.current;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      leave();
    };
    element?.addEventListener('keydown', press);
    return () => element?.removeEventListener('keydown', press);
  });
}

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

function ComposerHead({
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
        <button type="button" className="composer-kind" aria-label={say('composer.kind')}>
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

interface WritingProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly content: Content;
  readonly name: string;
  readonly change: (text: string) => void;
  readonly paste: (files: Iterable<File>) => void;
  readonly focused: () => void;
}

const LOWEST = 56;

function Writing({ field, content, name, change, paste, focused }: WritingProps): ReactNode {
  const { say } = useText();
  const isReply = content.kind === 'reply';
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.blockSize = '0';
    element.style.blockSize = `${Math.min(Math.max(LOWEST, element.scrollHeight), window.innerHeight * 0.4)}px`;
  }, [content.text, field]);
  const pasteFiles = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    paste(event.clipboardData.files);
  };
  return (
    <textarea
      ref={field}
      className="composer-text"
      dir="auto"
      aria-label={say('composer.text')}
      placeholder={isReply ? say('composer.placeholder', { name }) : say('composer.notePlaceholder')}
      value={content.text}
      onChange={(event) => change(event.currentTarget.value)}
      onPaste={pasteFiles}
      onFocus={focused}
    />
  );
}

function dropZone(uploads: Uploads) {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    uploads.add(event.dataTransfer.files);
  };
  return { onDragOver: over, onDrop: drop };
}

interface FilesProps {
  readonly content: Content;
  readonly running: readonly Uploading[];
  readonly change: (attachments: Content['attachments']) => void;
}

function Files({ content, running, change }: FilesProps): ReactNode {
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
  readonly isReply: boolean;
  readonly busy: boolean;
  readonly addFiles: (files: Iterable<File>) => void;
  readonly discard: () => void;
  readonly send: () => void;
  readonly sendAndResolve: (() => void) | null;
}

function ComposerFoot({
  draft,
  blank,
  isReply,
  busy,
  addFiles,
  discard,
  send,
  sendAndResolve,
}: ComposerFootProps): ReactNode {
  const { say } = useText();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="composer-foot">
      <IconButton label={say('composer.attach')} onClick={() => picker.current?.click()}>
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
      {!blank && (
        <IconButton label={say('composer.discard')} onClick={discard}>
          <IconTrash size={18} stroke={1.5} aria-hidden="true" />
        </IconButton>
      )}
      <span className="muted composer-saved">
        <SavedWords draft={draft} />
      </span>
      <span className="spread" />
      {isReply && sendAndResolve !== null && (
        <TextButton className="composer-resolve" onClick={sendAndResolve} disabled={busy || blank}>
          {say('composer.resolve')}
        </TextButton>
      )}
      <TextButton look="filled" onClick={send} disabled={busy}>
        {say(isReply ? 'composer.send' : 'composer.addNote')} <Caps of="$mod+Enter" />
      </TextButton>
    </div>
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
