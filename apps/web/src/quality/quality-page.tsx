import { IconCircleFilled, IconTriangleFilled, IconTriangleInvertedFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Failure } from '../ui/failure.js';
import { NotFound } from '../ui/not-found.js';
import { Empty } from '../ui/parts.js';
import { AttainmentPanel, milestoneWords } from './attainment.js';
import { BacklogPanel } from './backlog.js';
import { DEFAULT_DAYS, useBefore, useQuality, useReport } from './calls.js';
import { type Change, changesOf } from './changes.js';
import { Filters } from './filters.js';
import { HeatmapPanel } from './heatmap.js';
import { decimal, percent, shortDay, whole } from './numbers.js';
import { ParetoPanel } from './pareto.js';
import './quality.css';
import { TimesPanel } from './times.js';
import { TrendPanel } from './trend.js';

const PICTURES = ['pareto', 'trend', 'heatmap', 'sla', 'backlog', 'times'] as const;
type Picture = (typeof PICTURES)[number];

/** What happened, then the pictures; or one picture at full size. */
export function QualityPage(): ReactNode {
  const { say } = useText();
  const { role } = useSession().agent;
  const { picture } = useQuality();
  if (!['admin', 'teamLead', 'quality'].includes(role)) return <Empty title={say('quality.denied')} />;
  const known = PICTURES.find((one) => one === picture);
  if (picture !== null && known === undefined) return <NotFound />;
  return (
    <div className="quality">
      <header className="quality-head">
        <h1 className="page-title">{say('quality.title')}</h1>
        <Filters />
        <Counted />
      </header>
      <Pictures at={known ?? null} />
      {known === undefined ? <Overview /> : <Full picture={known} />}
    </div>
  );
}

function Counted(): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const { data } = useReport('pareto', { search, by: search.by === 'problem' ? 'problem' : 'cause' });
  if (data === undefined) return null;
  return (
    <p className="quality-counted muted tabular">
      {say('quality.counted', {
        n: whole(language, data.tickets),
        customers: whole(language, data.customers),
        from: shortDay(language, data.from),
        to: shortDay(language, data.to),
      })}
    </p>
  );
}

function Pictures({ at }: { readonly at: Picture | null }): ReactNode {
  const { say } = useText();
  const { by: _by, table: _table, ...kept } = useQuality().search;
  return (
    <nav className="quality-nav" aria-label={say('quality.nav')}>
      <Link to="/quality" search={kept} aria-current={at === null ? 'page' : undefined}>
        {say('quality.overview')}
      </Link>
      {PICTURES.map((picture) => (
        <Link
          key={picture}
          to="/quality/$picture"
          params={{ picture }}
          search={kept}
          aria-current={at === picture ? 'page' : undefined}
        >
          {say(`quality.pictures.${picture}`)}
        </Link>
      ))}
    </nav>
  );
}

function Overview(): ReactNode {
  return (
    <>
      <WhatChanged />
      <div className="quality-grid">
        <ParetoPanel />
        <TrendPanel />
        <HeatmapPanel />
        <AttainmentPanel />
        <BacklogPanel />
        <TimesPanel milestone="firstResponse" />
      </div>
    </>
  );
}

function Full({ picture }: { readonly picture: Picture }): ReactNode {
  switch (picture) {
    case 'pareto':
      return <ParetoPanel full />;
    case 'trend':
      return <TrendPanel full />;
    case 'heatmap':
      return <HeatmapPanel full />;
    case 'sla':
      return <AttainmentPanel full />;
    case 'backlog':
      return <BacklogPanel full />;
    case 'times':
      return (
        <>
          <TimesPanel milestone="firstResponse" full />
          <TimesPanel milestone="resolution" full />
        </>
      );
  }
}

function WhatChanged(): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const by = search.by === 'problem' ? 'problem' : 'cause';
  const now = useReport('pareto', { search, by });
  const before = useBefore('pareto', { search, by });
  const slaBefore = useBefore('sla-attainment', { search, by: 'milestone' });
  const backlog = useReport('backlog-age', { search, by: 'queue' });
  const sla = useReport('sla-attainment', { search, by: 'milestone' });
  const error = now.error ?? backlog.error ?? sla.error;
  const asked = [now, backlog, sla];
  const changes = changesOf({ now: now.data, before, backlog: backlog.data, sla: sla.data, slaBefore });
  const ready = asked.every(({ isPending }) => !isPending);
  return (
    <section className="changed" aria-labelledby="changed">
      <h2 id="changed" className="panel-sub">
        {say('quality.changed.title')}, {say('quality.changed.compared', { days: search.days ?? DEFAULT_DAYS })}
      </h2>
      {error !== null && <Failure error={error} retry={() => asked.forEach((one) => void one.refetch())} />}
      <ul>
        {changes.map((change) => (
          <ChangeLine key={`${change.kind} ${change.q}`} change={change} say={say} language={language} />
        ))}
        {ready && error === null && changes.length === 0 && <li className="muted">{say('quality.changed.nothing')}</li>}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly change: Change;
  readonly say: Say;
  readonly language: LanguageName;
}

function ChangeLine({ change, say, language }: LineProps): ReactNode {
  const { subject, words, count } = sentenceOf(change, say, language);
  const { kind } = change;
  return (
    <li>
      {kind === 'rose' ? (
        <IconTriangleFilled size={14} className="mark rose" aria-hidden="true" />
      ) : kind === 'fell' ? (
        <IconTriangleInvertedFilled size={14} className="mark fell" aria-hidden="true" />
      ) : (
        <IconCircleFilled size={10} className="mark" aria-hidden="true" />
      )}
      <p className="spread">
        <strong>{subject}</strong> {words}
      </p>
      <Link to="/queue" search={{ q: change.q, sort: '-received' }}>
        {count}
      </Link>
    </li>
  );
}

function sentenceOf(
  change: Change,
  say: Say,
  language: LanguageName,
): { subject: string; words: string; count: string } {
  const tickets = (count: number): string => say('quality.tickets', { count });
  switch (change.kind) {
    case 'rose': {
      const { before, now, moved } = change;
      const values = { before, now, low: decimal(language, moved.low), high: decimal(language, moved.high) };
      return { subject: change.label[language], words: say('quality.changed.rose', values), count: tickets(now) };
    }
    case 'fell': {
      const { before, now, moved } = change;
      const less = (share: number): string => whole(language, (1 - share) * 100);
      const values = { before, now, low: less(moved.high), high: less(moved.low) };
      return { subject: change.label[language], words: say('quality.changed.fell', values), count: tickets(now) };
    }
    case 'old': {
      const { share, group } = change;
      const words = say('quality.changed.old', { share: percent(language, share), group });
      return { subject: tickets(change.tickets), words, count: tickets(change.tickets) };
    }
    case 'missed': {
      const words = say('quality.changed.missed', {
        share: percent(language, change.attainment),
        missed: whole(language, change.missed),
      });
      return { subject: milestoneWords(say, change.milestone), words, count: say('quality.changed.open') };
    }
  }
}
