import { IconCircleFilled, IconTriangleFilled, IconTriangleInvertedFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type LanguageName, type Say, useText } from '../i18n/text.js';
import { Failure } from '../ui/failure.js';
import { daysBack, useBefore, useQuality, useReport } from './calls.js';
import { type Change, changesOf } from './changes.js';
import { decimal, percent, whole } from './numbers.js';
import { targetWords } from './words.js';

/** Sentences before pictures: what moved, what is old, what was not kept; each with its tickets. */
export function WhatChanged(): ReactNode {
  const { say, language } = useText();
  const { search } = useQuality();
  const back = daysBack(search);
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
    <section className="what-changed" aria-labelledby="changed" data-light="figures">
      <h2 id="changed" className="picture-sub">
        {say('quality.changed.title')}
        {back !== null &&
          `, ${say(`quality.changed.${search.compare === 'year' ? 'year' : 'compared'}`, { days: back })}`}
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
  const tickets = (count: number): string => say('quality.tickets', { count, n: whole(language, count) });
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
      const words = say('quality.changed.old', { count: change.tickets, share: percent(language, share), group });
      return { subject: tickets(change.tickets), words, count: tickets(change.tickets) };
    }
    case 'missed': {
      const { attainment, before, missed } = change;
      const values = { share: percent(language, attainment), missed: whole(language, missed) };
      const words =
        before === null
          ? say('quality.changed.missed', values)
          : say('quality.changed.missedThen', { ...values, before: percent(language, before) });
      return { subject: targetWords(say, change.milestone), words, count: tickets(missed) };
    }
  }
}
