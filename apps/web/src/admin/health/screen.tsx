import type { EndingThing, SystemHealth, WaitingWork } from '@redress/contract/system-health.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { get } from '../../api/client.js';
import { type Say, useText } from '../../i18n/text.js';
import { Failure, reasonWords } from '../../ui/failure.js';
import { Since, Skeleton, TextButton, When } from '../../ui/parts.js';
import { sizeWords } from '../../ui/times.js';
import { AccountState, LastSuccess as LastMail } from '../account-state.js';
import '../channels/channels.css';
import { ChannelState, lagWords, LastSuccess } from '../channels/state.js';
import { ScreenHead } from '../parts.js';
import './health.css';
import { type Problem, problemsOf } from './problems.js';

const LOOK_EVERY_MS = 15_000;

/** How this installation goes: first what needs somebody, then each channel, then the figures. */
export function Screen(): ReactNode {
  const { say } = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['admin', 'system-health'],
    queryFn: ({ signal }) => get<SystemHealth>('/system-health', { signal }),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 2_000,
  });
  const again = (): void => void refetch();
  return (
    <div className="admin-page">
      <ScreenHead title={say('admin.health.title')} explain={say('admin.health.explain')}>
        <TextButton onClick={again}>{say('admin.health.again')}</TextButton>
      </ScreenHead>
      {data === undefined && (error === null ? <Skeleton /> : <Failure error={error} retry={again} />)}
      {data !== undefined && (
        <div className="health">
          {error !== null && (
            <p className="admin-notice risk" role="status">
              {say('admin.stale', { reason: reasonWords(say, error) })}
            </p>
          )}
          <Verdict health={data} />
          <Channels health={data} />
          <div className="health-facts">
            <MailOut health={data} />
            <Work health={data} />
            <Installation health={data} />
            {data.endings.length > 0 && <Endings endings={data.endings} />}
          </div>
        </div>
      )}
    </div>
  );
}

function Verdict({ health }: { readonly health: SystemHealth }): ReactNode {
  const { say } = useText();
  const problems = problemsOf(health);
  const isWell = problems.length === 0;
  return (
    <section aria-label={say('admin.health.verdict')}>
      <p className={isWell ? 'health-verdict good' : 'health-verdict'} role="status">
        {isWell && <span aria-hidden="true">✓</span>}
        {isWell ? say('admin.health.well') : say('admin.health.problems', { count: problems.length })}
      </p>
      {!isWell && (
        <ul className="health-problems">
          {problems.map((problem) => (
            <ProblemLine key={`${problem.kind}${problem.name}`} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ProblemLine({ problem }: { readonly problem: Problem }): ReactNode {
  const { say } = useText();
  const { kind, severe, name, count, detail, screen, open } = problem;
  return (
    <li>
      <span className={severe ? 'severe' : undefined} aria-hidden="true">
        {severe ? '■' : '▲'}
      </span>
      <div>
        <p className="strong">{say(`admin.health.problem.${kind}`, { name, count })}</p>
        <p className="muted">
          {detail} {say(`admin.health.remedy.${kind}`)}
        </p>
      </div>
      {screen !== null && (
        <Link to="/admin/$screen" params={{ screen }} search={open === null ? {} : { open }}>
          {say('admin.health.look')}
        </Link>
      )}
    </li>
  );
}

function Channels({ health: { mailboxes, channels, receiver } }: { readonly health: SystemHealth }): ReactNode {
  const { say } = useText();
  return (
    <section>
      <h3>{say('admin.health.channels')}</h3>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={say('admin.health.channels')}>
        <table className="table admin-table channel-table">
          <thead>
            <tr>
              <th>{say('admin.channels.account')}</th>
              <th>{say('admin.channels.state')}</th>
              <th>{say('admin.channels.lastSuccess')}</th>
              <th className="wide end">{say('admin.channels.lag')}</th>
              <th className="wide end">{say('admin.channels.received')}</th>
            </tr>
          </thead>
          <tbody>
            {mailboxes.map((account) => (
              <tr key={account.id}>
                <td>{account.address}</td>
                <td>
                  <AccountState account={account} />
                </td>
                <td className="muted">
                  <LastMail account={account} />
                </td>
                <td className="wide end muted">–</td>
                <td className="wide end tabular">{account.stored}</td>
              </tr>
            ))}
            {channels.map((account) => (
              <tr key={account.id}>
                <td>{account.name}</td>
                <td>
                  <ChannelState account={account} />
                </td>
                <td className="muted">
                  <LastSuccess at={account.lastSuccessAt} />
                </td>
                <td className="wide end tabular muted">{lagWords(say, account.lagSeconds)}</td>
                <td className="wide end tabular">{account.received}</td>
              </tr>
            ))}
            <tr>
              <td>{say('admin.health.receiver')}</td>
              <td className="muted">
                {receiver === null ? say('admin.health.receiverOff') : receiverWords(say, receiver)}
              </td>
              <td className="muted">{receiver === null ? '–' : <LastSuccess at={receiver.lastMailAt} />}</td>
              <td className="wide end muted">–</td>
              <td className="wide end muted">–</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

const receiverWords = (say: Say, { address, tls }: NonNullable<SystemHealth['receiver']>): string =>
  say(tls ? 'admin.health.receiverTls' : 'admin.health.receiverPlain', { address });

interface FactsProps {
  readonly title: string;
  readonly lines: readonly (readonly [string, ReactNode])[];
}

function Facts({ title, lines }: FactsProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function MailOut({ health: { relay, mailboxes, work } }: { readonly health: SystemHealth }): ReactNode {
  const { say } = useText();
  const own = mailboxes.filter(({ enabled, outgoing }) => enabled && outgoing !== null).length;
  const sent = relay.lastSentAt === null ? say('admin.channels.neverYet') : <When at={relay.lastSentAt} />;
  return (
    <Facts
      title={say('admin.health.mailOut')}
      lines={[
        [say('admin.health.relay'), relay.host ?? say('admin.health.captured')],
        [say('admin.health.ownWays'), own],
        [say('admin.health.lastSent'), sent],
        [say('admin.health.failed'), work.failed],
      ]}
    />
  );
}

function Work({ health: { work } }: { readonly health: SystemHealth }): ReactNode {
  const { say } = useText();
  return (
    <Facts
      title={say('admin.health.work')}
      lines={[
        [say('admin.health.workers'), work.workers],
        ...work.waiting.map(
          (one) => [say(`admin.health.waiting.${one.kind}`), <Waiting key={one.kind} of={one} />] as const,
        ),
        [say('admin.health.quarantined'), work.quarantined],
      ]}
    />
  );
}

function Waiting({ of: { count, oldestAt } }: { readonly of: WaitingWork }): ReactNode {
  if (oldestAt === null || count === 0) return count;
  return (
    <>
      {count}, <Since at={oldestAt} words="words.time.ago" />
    </>
  );
}

function Installation({ health: { version, database } }: { readonly health: SystemHealth }): ReactNode {
  const { say, language } = useText();
  const { bytes, connections, mostConnections, pendingMigrations } = database;
  return (
    <Facts
      title={say('admin.health.installation')}
      lines={[
        [say('admin.health.version'), version],
        [say('admin.health.database'), `PostgreSQL ${database.version}`],
        [say('admin.health.size'), sizeWords(say, language, bytes)],
        [say('admin.health.connections'), say('admin.health.of', { n: connections, most: mostConnections })],
        [
          say('admin.health.migrations'),
          pendingMigrations.length === 0 ? say('admin.health.all') : pendingMigrations.length,
        ],
      ]}
    />
  );
}

function Endings({ endings }: { readonly endings: readonly EndingThing[] }): ReactNode {
  const { say } = useText();
  return (
    <Facts
      title={say('admin.health.endings')}
      lines={endings.map(({ kind, name, endsAt }) => [
        say(`admin.health.ending.${kind}`, { name }),
        <When key={name} at={endsAt} />,
      ])}
    />
  );
}
