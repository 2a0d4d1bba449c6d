import type { Message, MessagePost } from '@redress/contract/messages.js';
import { IconEyeOff, IconHistory, IconTrash, IconWorld } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { diaryTime, exactTime } from '../ui/times.js';

/** Beside the name: where it was said, who could read it, and what its author did to it since. */
export function PostWords({ post }: { readonly post: MessagePost }): ReactNode {
  const { say, language } = useText();
  const Icon = post.audience === 'public' ? IconWorld : IconEyeOff;
  const words = say(post.audience === 'public' ? 'ways.post.publicly' : 'ways.post.privately');
  return (
    <>
      <span className="post-word muted">
        <Icon size={14} stroke={1.5} aria-hidden="true" />
        {post.account === null ? words : `${post.account.name}, ${words}`}
      </span>
      {post.deletedAt !== null && (
        <span className="post-word gone" title={exactTime(language, post.deletedAt)}>
          <IconTrash size={14} stroke={1.5} aria-hidden="true" />
          {say('ways.post.deleted')}
        </span>
      )}
    </>
  );
}

/** Below the text: what it said before its author changed it, and that he took it back. */
export function PostHistory({ message: { post } }: { readonly message: Message }): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const [open, setOpen] = useState(false);
  if (post === null || (post.editedAt === null && post.deletedAt === null)) return null;
  const told = (at: string): string => diaryTime(say, language, at, now);
  // each state stood there until the next one took its place
  const until = [post.editedAt, ...post.earlier.map(({ at }) => at)];
  return (
    <>
      {post.deletedAt !== null && (
        <p className="post-gone" role="note">
          {say('ways.post.deletedNote', { at: told(post.deletedAt) })}
        </p>
      )}
      {post.editedAt !== null && (
        <div className="post-edited">
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <IconHistory size={14} stroke={1.5} aria-hidden="true" />
            {say('ways.post.edited')}, {told(post.editedAt)}
          </button>
          {open && (
            <ol aria-label={say('ways.post.earlier')}>
              {post.earlier.map(({ at, text }, index) => (
                <li key={at}>
                  <span className="muted">{say('ways.post.earlierAt', { at: told(until[index] ?? at) })}</span>
                  <p dir="auto">{text}</p>
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
    </>
  );
}
