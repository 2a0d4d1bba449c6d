import type { ReplyWay } from '@redress/contract/channels.js';
import type { Draft } from '@redress/contract/messages.js';
import type { Timeline } from '@redress/contract/ticket.js';
import {
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import { live } from '../api/live.js';
import { keys, queryClient } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { type Act, useCommands } from '../ui/commands.js';
import { toast } from '../ui/toasts.js';
import { ConflictBar, GapBar, MovedBar, WaitingBar } from './composer-bars.js';
import { ComposerFoot, Files } from './composer-foot.js';
import { ComposerHead } from './composer-head.js';
import { dropZone, Writing } from './composer-text.js';
import { DraftKeeper } from './draft-keeper.js';
import { type Content, isBlank, onRestored, onReturned, together } from './drafts.js';
import { gapsIn } from '../ui/gaps.js';
import { PublicGuide } from './public-guide.js';
import { SignaturePreview } from './signature-preview.js';
import { useUploads } from './use-uploads.js';
import { type Addressed, type Sending, useSend } from './use-send.js';
import { useSubmit } from './use-submit.js';
import { useMentions } from './use-mentions.js';
import { useSnippets } from './use-snippets.js';
import { WayNotice } from './way-notice.js';
import { choiceOf, fileFault, leftOf, nameTo, wayFor } from './ways.js';

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
  const { say, language } = useText();
  const { ticket } = read;
  const keeper = useKeeper(ticket.id);
  const draft = useSyncExternalStore(keeper.subscribe, keeper.read);
  const sending = useSend(read, keeper);
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState<'to' | 'cc' | null>(null);
  const content = usableContent(draft.content, ticket.may.includes('reply'));
  const addressed = addressesOf(content, read);
  const { way } = addressed;
  const isReply = content.kind === 'reply';
  const uploads = useUploads(
    (file) => keeper.edit({ attachments: [...keeper.read().content.attachments, file] }),
    (files) => (isReply ? fileFault(say, language, way, [...content.attachments, ...files.map(fileOf)]) : null),
  );
  const blank = isBlank(content);
  const gaps = isReply ? gapsIn(content.text) : [];
  const showGap = ({ from, to }: { readonly from: number; readonly to: number }): void => {
    field.current?.focus();
    field.current?.setSelectionRange(from, to);
  };
  const typed = { ticketId: ticket.id, field, change: (text: string) => keeper.edit({ text }) };
  const snippets = useSnippets(typed);
  const mentions = useMentions({ ...typed, isNote: !isReply });
  const write = (kind: Content['kind']): void => {
    flushSync(() => {
      setOpen(true);
      if (content.kind !== kind) keeper.edit({ kind });
    });
    const focus = (): void => field.current?.focus();
    // at once, for who types on after the key means the text; but what closes now gives the focus back first
    if (document.querySelector('[role=dialog], [role=menu]') === null) focus();
    else requestAnimationFrame(focus);
  };
  useImperativeHandle(door, () => ({ write }));
  useComposing(ticket.id, blank);
  useSeenWhileBlank(blank, sending, read);
  const { submit, anyway } = useSubmit({
    ...{ keeper, sending, content, addressed, uploads },
    refused: () => gaps.slice(0, 1).forEach(showGap),
    done: () => {
      setOpen(false);
      setEditing(null);
    },
  });
  const choose = (chosen: ReplyWay, closing = false): void => {
    keeper.edit({ kind: 'reply', way: { ...choiceOf(chosen), ...(closing ? { closing } : {}) } });
    const asksWhom = chosen.account === null && chosen.to.length === 0;
    setEditing(asksWhom ? 'to' : null);
    // who has to be named first has the focus by himself
    if (!asksWhom) requestAnimationFrame(() => field.current?.focus());
  };
  const openSnippets = (): void => {
    if (document.activeElement !== field.current) write(content.kind);
    whenFree(snippets.open);
  };
  const openMentions = (): void => {
    if (document.activeElement !== field.current || isReply) write('note');
    whenFree(mentions.open);
  };
  useSendCommands(
    field,
    { openSnippets, openMentions },
    () => submit(),
    () => submit(isReply ? resolveAndGo : undefined),
    () => setOpen(false),
  );
  return (
    <div
      className={['composer', isReply ? '' : 'note', open ? 'open' : '', blank ? 'blank' : ''].join(' ')}
      data-light="reply"
      {...dropZone(uploads)}
    >
      <WaitingBar ticketId={ticket.id} />
      <MovedBar read={read} sending={sending} blank={blank} sendAnyway={anyway} />
      <ConflictBar draft={draft} keeper={keeper} />
      <ComposerHead
        read={read}
        content={content}
        addressed={addressed}
        editing={editing}
        setEditing={setEditing}
        edit={(change) => keeper.edit(change)}
        write={write}
        choose={choose}
        close={() => setOpen(false)}
      />
      {isReply && <PublicGuide {...{ read, content, way, choose }} />}
      {isReply && <WayNotice read={read} way={way} choose={choose} />}
      <Writing
        field={field}
        content={content}
        name={nameTo(way) || (read.customer?.name ?? addressed.to[0] ?? '')}
        tooLong={isReply && (leftOf(way, content.text) ?? 0) < 0}
        change={(text) => keeper.edit({ text })}
        follow={(element) => {
          snippets.follow(element);
          mentions.follow(element);
        }}
        left={() => {
          snippets.close();
          mentions.close();
        }}
        paste={uploads.add}
        focused={() => setOpen(true)}
      />
      {isReply && open && way.account === null && <SignaturePreview ticketId={ticket.id} text={content.text} />}
      {snippets.menu}
      {mentions.menu}
      <GapBar gaps={gaps} show={showGap} />
      <Files content={content} running={uploads.running} change={(attachments) => keeper.edit({ attachments })} />
      <ComposerFoot
        draft={draft}
        blank={blank}
        way={isReply ? way : null}
        addFiles={uploads.add}
        openSnippets={openSnippets}
        openMentions={openMentions}
        discard={() => void keeper.clear().then(() => toast({ text: say('composer.discarded') }))}
        send={() => submit()}
        sendAndResolve={ticket.may.includes('resolve') ? () => submit(resolveAndGo) : null}
      />
    </div>
  );
}

/** A dialog that closes gives the focus back at its end, and would take it from the field. */
function whenFree(work: () => void, frames = 60): void {
  if (frames === 0 || document.querySelector('[role=dialog]') === null) work();
  else requestAnimationFrame(() => whenFree(work, frames - 1));
}

const fileOf = ({ name: filename, size, type: contentType }: File) => ({ filename, size, contentType });

function useKeeper(ticketId: string): DraftKeeper {
  const keeper = useMemo(() => new DraftKeeper(ticketId), [ticketId]);
  useEffect(() => {
    void keeper.start();
    window.addEventListener('online', keeper.retry);
    const stopRestored = onRestored((id) => {
      const draft = queryClient.getQueryData<Draft>(keys.draft(ticketId));
      if (id === ticketId && draft !== undefined) keeper.replace(draft);
    });
    const stopReturned = onReturned((id, content) => {
      if (id !== ticketId) return false;
      keeper.edit(together(keeper.read().content, content));
      return true;
    });
    return () => {
      window.removeEventListener('online', keeper.retry);
      stopReturned();
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
  const way = wayFor(read, content);
  if (way.account !== null) return { to: [], cc: [], way };
  const to = content.to ?? way.to.map((party) => party.address);
  return { to, cc: content.cc ?? read.replyTo.cc.map((party) => party.address), way };
}

function useComposing(ticketId: string, blank: boolean): void {
  useEffect(() => {
    if (blank) return;
    live.present({ ticketId, state: 'composing' });
    return () => live.stopComposing(ticketId);
  }, [ticketId, blank]);
}

/** What was there before the first word counts as read. */
function useSeenWhileBlank(blank: boolean, sending: Sending, read: Timeline): void {
  useEffect(() => {
    if (blank) sending.acknowledge();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a further version is what makes it read, not a new object
  }, [blank, read.ticket.version]);
}

function useSendCommands(
  field: RefObject<HTMLTextAreaElement | null>,
  { openSnippets, openMentions }: { readonly openSnippets: () => void; readonly openMentions: () => void },
  send: () => void,
  sendResolve: () => void,
  close: () => void,
): void {
  const leave = (): void => {
    const course = field.current?.closest('.ticket-main')?.querySelector<HTMLElement>('.timeline');
    if (course === null || course === undefined) field.current?.blur();
    else course.focus({ preventScroll: true });
    close();
  };
  const commands: readonly Act[] = [
    { id: 'send', run: send },
    { id: 'send-resolve', run: sendResolve },
    { id: 'snippet', run: openSnippets },
    { id: 'mention', run: openMentions },
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
