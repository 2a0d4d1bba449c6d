import { IconShare2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { took } from '../start/first-steps.js';
import { copyText } from '../ui/copy.js';
import { NotFound } from '../ui/not-found.js';
import { Empty, TextButton } from '../ui/parts.js';
import { AttainmentPanel } from './attainment.js';
import { BacklogPanel } from './backlog.js';
import { type Asked, useQuality, useReport } from './calls.js';
import { WhatChanged } from './changed.js';
import { Filters } from './filters.js';
import { HeatmapPanel } from './heatmap.js';
import { shortDay, whole } from './numbers.js';
import { ParetoPanel } from './pareto.js';
import './quality.css';
import { PromisesPanel } from './promises.js';
import { type Picture, PICTURES } from './search.js';
import { TimesPanel } from './times.js';
import { TrendPanel } from './trend.js';

/** What happened, then the pictures; or one picture at full size. */
export function QualityPage(): ReactNode {
  const { say } = useText();
  const { role } = useSession().agent;
  const { picture } = useQuality();
  useEffect(() => took('figures'), []);
  if (!['admin', 'teamLead', 'quality'].includes(role)) return <Empty title={say('quality.denied')} />;
  const known = PICTURES.find((one) => one === picture);
  if (picture !== null && known === undefined) return <NotFound />;
  return (
    <div className="quality">
      <header className="quality-head">
        <h1 className="page-title">{say('quality.title')}</h1>
        <Filters />
        <Counted />
        <Share />
      </header>
      <Pictures />
      {known === undefined ? <Overview /> : <Full picture={known} />}
    </div>
  );
}

/** What the Pareto of this page asks: its head counts the whole period. */
function useAsked(): Asked {
  const { search } = useQuality();
  return { search, by: search.by === 'problem' ? 'problem' : 'cause' };
}

function Counted(): ReactNode {
  const { say, language } = useText();
  const { data } = useReport('pareto', useAsked());
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

/** The address holds all that is chosen here. */
function Share(): ReactNode {
  const { say } = useText();
  return (
    <TextButton onClick={() => copyText(location.href, say('quality.link'))}>
      <IconShare2 size={16} stroke={1.5} aria-hidden="true" />
      {say('quality.share')}
    </TextButton>
  );
}

function Pictures(): ReactNode {
  const { say } = useText();
  const { by: _by, table: _table, ...kept } = useQuality().search;
  return (
    <nav className="quality-nav" aria-label={say('quality.nav')}>
      <Link to="/quality" search={kept} activeOptions={{ exact: true, includeSearch: false }}>
        {say('quality.overview')}
      </Link>
      {PICTURES.map((picture) => (
        <Link
          key={picture}
          to="/quality/$picture"
          params={{ picture }}
          search={kept}
          activeOptions={{ includeSearch: false }}
        >
          {say(`quality.pictures.${picture}`)}
        </Link>
      ))}
    </nav>
  );
}

function Overview(): ReactNode {
  const { say } = useText();
  const { data } = useReport('pareto', useAsked());
  if (data?.tickets === 0)
    return (
      <Empty title={say('quality.none')}>
        <p className="muted">{say('quality.noneNext')}</p>
      </Empty>
    );
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
    case 'promises':
      return <PromisesPanel />;
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
