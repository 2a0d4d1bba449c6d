import type { ReplyWay } from '@redress/contract/channels.js';
import type { Timeline } from '@redress/contract/ticket.js';
import { IconClockOff, IconEye, IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { useNow } from '../ui/clock.js';
import { TextButton } from '../ui/parts.js';
import { diaryTime, spanWords } from '../ui/times.js';
import { isOpen, isSame, nameTo, wayWords, waysIn } from './ways.js';

interface NoticeProps {
  readonly read: Timeline;
  readonly way: ReplyWay;
  readonly choose: (way: ReplyWay) => void;
}

/** Who will read it, until when it is taken, what it costs; and what is left when it is too late. */
export function WayNotice({ read, way, choose }: NoticeProps): ReactNode {
  const { say } = useText();
  const now = useNow();
  const turn = turnOf(read, way);
  if (way.account === null && turn === null) return null;
  if (!isOpen(way, now)) return <Over {...{ read, way, choose }} />;
  const Icon = way.audience === 'public' ? IconEye : IconEyeOff;
  const name = nameTo(way);
  // who agreed knows that nobody reads along any more
  const isWarning = turn === 'ways.goesPublic' || (turn !== null && read.ticket.publicTalk?.consent == null);
  return (
    <p className={isWarning ? 'way-notice turned' : 'way-notice'} role="status">
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span>
        {turn !== null && <b>{say(turn, { name: nameTo(way) || (read.customer?.name ?? '') })} </b>}
        {turn === null && say(way.audience === 'public' ? 'ways.everybody' : 'ways.onlyTwo', { name })}{' '}
        <Bounds way={way} />
      </span>
    </p>
  );
}

/** The newest that the customer said by a channel, and whether everybody could read it. */
function turnOf(read: Timeline, way: ReplyWay): 'ways.goesPrivate' | 'ways.goesPublic' | null {
  const said = read.entries.flatMap((entry) =>
    entry.kind === 'message' && entry.message.visibility === 'public' ? [entry.message] : [],
  );
  const last = said.findLast(({ direction, automatic }) => direction === 'inbound' && automatic === null);
  const before = last === undefined ? null : (last.post?.audience ?? 'private');
  if (before === null || before === way.audience) return null;
  return way.audience === 'private' ? 'ways.goesPrivate' : 'ways.goesPublic';
}

function Bounds({ way }: { readonly way: ReplyWay }): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const { account, abilities, openUntil } = way;
  const told = [
    openUntil === null
      ? ''
      : say('ways.until', {
          ...{ account: account?.name ?? '', at: diaryTime(say, language, openUntil, now) },
          span: spanWords(say, Date.parse(openUntil) - now),
        }),
    abilities?.delays === false ? say('ways.leaves') : '',
    abilities?.cost === 'perMessage' ? say('ways.costs') : '',
  ];
  return <span className="muted">{told.filter((words) => words !== '').join(' ')}</span>;
}

/** Nothing that the platform would refuse is offered: what can still be done is one press away. */
function Over({ read, way, choose }: NoticeProps): ReactNode {
  const { say, language } = useText();
  const now = useNow();
  const others = waysIn(read).filter((other) => !isSame(other, way) && isOpen(other, now) && other.to.length > 0);
  const at = way.openUntil === null ? '' : diaryTime(say, language, way.openUntil, now);
  return (
    <div className="way-notice over" role="alert">
      <IconClockOff size={16} stroke={1.5} aria-hidden="true" />
      <span>
        {say('ways.over', { account: way.account?.name ?? '', at })}{' '}
        {others.length === 0 ? say('ways.overNothing', { name: nameTo(way) }) : say('ways.overHow')}
      </span>
      {others.map((other) => (
        <TextButton key={`${other.account?.id ?? ''}${other.audience}`} className="small" onClick={() => choose(other)}>
          {wayWords(say, other)}
        </TextButton>
      ))}
    </div>
  );
}
