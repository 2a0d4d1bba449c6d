import type { CustomerTimelineEntry } from '@redress/contract/customers.js';
import {
  IconArrowMerge,
  IconCalendarCheck,
  IconForms,
  IconLock,
  IconMail,
  IconMailbox,
  IconMessageCircle,
  IconPhone,
  IconPhoneOff,
  IconTicket,
  IconUser,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Say, type TextKey, useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { Skeleton, TextButton, When } from '../ui/parts.js';
import { CallBackTold, CallTold } from './course-call.js';
import { type CourseKind, courseQuery } from './calls.js';

const KINDS: readonly (CourseKind | '')[] = ['', 'message', 'ticket', 'promise', 'call', 'merge'];

/** Everything that happened with a customer, over all channels and tickets, the newest first. */
export function Course({ customerId }: { readonly customerId: string }): ReactNode {
  const { say } = useText();
  const [kind, setKind] = useState<CourseKind | ''>('');
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    courseQuery(customerId, kind),
  );
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="course" aria-labelledby="course">
      <header>
        <h2 id="course" className="part-title">
          {say('customer.course.title')}
        </h2>
        <Kinds kind={kind} choose={setKind} />
      </header>
      {error !== null && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && entries.length === 0 && <p className="muted">{say('customer.course.none')}</p>}
      <ol className="course-list">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <TextButton disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('customer.course.earlier')}
        </TextButton>
      )}
    </section>
  );
}

interface KindsProps {
  readonly kind: CourseKind | '';
  readonly choose: (kind: CourseKind | '') => void;
}

function Kinds({ kind, choose }: KindsProps): ReactNode {
  const { say } = useText();
  return (
    <fieldset className="course-kinds">
      <legend className="unseen">{say('customer.course.show')}</legend>
      {KINDS.map((one) => (
        <label key={one} className={one === kind ? 'course-kind on' : 'course-kind'}>
          <input type="radio" name="course" className="unseen" checked={one === kind} onChange={() => choose(one)} />
          {say(`customer.course.${one === '' ? 'all' : one}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Entry({ entry }: { readonly entry: CustomerTimelineEntry }): ReactNode {
  const { say } = useText();
  const note = entry.what === 'message' && entry.message.visibility === 'internal';
  const Icon = iconOf(entry);
  return (
    <li className={note ? 'course-entry note' : 'course-entry'}>
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <div>
        <p className="course-head">
          <Told entry={entry} />
          <span className="spread" />
          <span className="muted">
            <When at={entry.at} />
          </span>
        </p>
        <Words entry={entry} />
        {entry.what === 'call' && <CallBackTold call={entry.call} />}
        {entry.ticket !== null && (
          <p className="course-ticket truncate">
            <Link to="/tickets/$number" params={{ number: entry.ticket.number }}>
              <span className="mono muted">{entry.ticket.number}</span> {entry.ticket.subject || say('words.noSubject')}
            </Link>
          </p>
        )}
      </div>
    </li>
  );
}

const BY_CHANNEL = {
  ...{ email: IconMail, webForm: IconForms, phone: IconPhone, social: IconMessageCircle, letter: IconMailbox },
  ...{ visit: IconUser, chat: IconMessageCircle, api: IconMail },
};

function iconOf(entry: CustomerTimelineEntry): typeof IconMail {
  if (entry.what === 'ticket') return IconTicket;
  if (entry.what === 'promise') return IconCalendarCheck;
  if (entry.what === 'merge') return IconArrowMerge;
  if (entry.what === 'call') return entry.call.state === 'missed' ? IconPhoneOff : IconPhone;
  return entry.message.visibility === 'internal' ? IconLock : BY_CHANNEL[entry.message.channel];
}

type Said = Extract<CustomerTimelineEntry, { what: 'message' }>['message'];

/** What somebody did, by the channel that it came or went by. */
function verbOf({ channel, direction, visibility }: Said): TextKey {
  if (visibility === 'internal') return 'customer.course.noted';
  const inbound = direction === 'inbound';
  if (channel === 'phone') return inbound ? 'customer.course.called' : 'customer.course.weCalled';
  if (channel === 'letter') return inbound ? 'customer.course.letter' : 'customer.course.weLetter';
  if (channel === 'visit') return inbound ? 'customer.course.visited' : 'customer.course.weVisited';
  if (!inbound) return 'customer.course.answered';
  if (channel === 'webForm') return 'customer.course.filled';
  return channel === 'social' ? 'customer.course.posted' : 'customer.course.wrote';
}

const MINUTE_SECONDS = 60;

function marksOf(say: Say, { visibility, automatic, durationSeconds, files }: Said): readonly string[] {
  const minutes = durationSeconds === null ? 0 : Math.max(1, Math.round(durationSeconds / MINUTE_SECONDS));
  return [
    ...(visibility === 'internal' ? [say('customer.course.internal')] : []),
    ...(automatic ? [say('customer.course.automatic')] : []),
    ...(minutes === 0 ? [] : [say('customer.course.minutes', { n: minutes })]),
    ...(files === 0 ? [] : [say('customer.course.files', { count: files })]),
  ];
}

function Told({ entry }: { readonly entry: CustomerTimelineEntry }): ReactNode {
  const { say } = useText();
  if (entry.what === 'ticket') return <span>{say(`customer.course.tickets.${entry.change}`)}</span>;
  if (entry.what === 'call') return <CallTold call={entry.call} />;
  if (entry.what === 'promise') {
    return (
      <span>
        <span className="strong">{say(`customer.course.promises.${entry.change}`)}</span>
        {entry.change === 'made' && <Until at={entry.dueAt} />}
      </span>
    );
  }
  if (entry.what === 'merge') {
    const by = entry.by === '' ? '' : ` ${say('customer.course.by', { name: entry.by })}`;
    const name = entry.customer.name || say('words.someone');
    return (
      <span>
        {say(`customer.course.merges.${entry.change}`, { name })}
        <span className="muted">{by}</span>
      </span>
    );
  }
  return (
    <span>
      <span className="strong">{entry.message.from || say('customer.course.somebody')}</span>{' '}
      {say(verbOf(entry.message))}
      <span className="muted">{marksOf(say, entry.message).map((mark) => ` · ${mark}`)}</span>
    </span>
  );
}

function Until({ at }: { readonly at: string }): ReactNode {
  const { say, language } = useText();
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  return <span className="muted"> {say('customer.course.until', { time })}</span>;
}

function Words({ entry }: { readonly entry: CustomerTimelineEntry }): ReactNode {
  const text = entry.what === 'message' ? entry.message.excerpt : entry.what === 'promise' ? entry.text : '';
  return text === '' ? null : (
    <p className="course-words" dir="auto">
      {text}
    </p>
  );
}
