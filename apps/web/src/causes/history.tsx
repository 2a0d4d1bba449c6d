import type { CauseTreeVersion } from '@redress/contract/causes.js';
import type { Page } from '@redress/contract/answers.js';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { When } from '../ui/parts.js';
import type { TreeName } from '../workspace/cause-trees.js';

const SHOWN = 20;
const CODES = 4;

/** Who changed what: every tag names the version that it was given in. */
export function History({ name, version }: { readonly name: TreeName; readonly version: number }): ReactNode {
  const { say } = useText();
  const { data } = useQuery({
    queryKey: ['tree-versions', name, version],
    queryFn: ({ signal }) => get<Page<CauseTreeVersion>>(`/${name}/versions`, { signal }),
  });
  return (
    <details className="causes-history">
      <summary>{say('causeTrees.history')}</summary>
      <ul>
        {(data?.data ?? []).slice(0, SHOWN).map((one) => (
          <li key={one.version}>
            <span className="tabular">{say('causeTrees.version', { n: one.version })}</span> · <When at={one.at} /> ·{' '}
            {one.by?.name ?? say('causeTrees.started')} ·{' '}
            <span className="mono">
              {one.codes.slice(0, CODES).join(', ')}
              {one.codes.length > CODES && ` +${one.codes.length - CODES}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
