import type { SlaPolicyWithVersions } from '@redress/contract/sla-policy.js';
import { type ReactNode, useState } from 'react';
import { remove } from '../../api/client.js';
import { queryClient } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { TextButton, When } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { Confirm } from '../parts.js';
import { rebasePolicy } from './calls.js';

interface SideProps {
  readonly of: SlaPolicyWithVersions | null;
  readonly gone: () => void;
}

/** Versions, and what they do not touch. */
export function PolicySide({ of, gone }: SideProps): ReactNode {
  const { say } = useText();
  const [asked, setAsked] = useState<'rebase' | 'remove' | null>(null);
  if (of === null) return <aside className="admin-probe calendar-side" aria-label={say('admin.policies.versions')} />;
  const close = (): void => setAsked(null);
  const rebase = async (): Promise<void> => {
    const clocks = await rebasePolicy(of.id);
    toast({ text: say('admin.policies.rebased', { count: clocks }) });
  };
  const drop = async (): Promise<void> => {
    await remove(`/sla-policies/${of.id}`, { ifMatch: of.version });
    toast({ text: say('admin.policies.removed', { name: of.name }) });
    await queryClient.invalidateQueries({ queryKey: ['admin', '/sla-policies'] });
    gone();
  };
  return (
    <aside className="admin-probe calendar-side" aria-label={say('admin.policies.versions')}>
      <section className="calendar-side-part">
        <h3>{say('admin.policies.versions')}</h3>
        <p className="muted">{say('admin.policies.keep')}</p>
        <ol className="version-list">
          {of.versions.map((version) => (
            <li key={version.version}>
              <span className="tabular strong">{version.version}</span>
              <span className="spread truncate">
                {version.name}
                {version.madeBy !== null && <span className="muted">, {version.madeBy.name}</span>}
              </span>
              <span className="muted">
                <When at={version.validFrom} />
              </span>
            </li>
          ))}
        </ol>
        <div className="side-actions">
          <TextButton onClick={() => setAsked('rebase')}>{say('admin.policies.rebase')}</TextButton>
          <TextButton look="danger" onClick={() => setAsked('remove')}>
            {say('admin.policies.remove')}
          </TextButton>
        </div>
      </section>
      {asked === 'rebase' && (
        <Confirm
          title={say('admin.policies.rebaseTitle', { n: of.version })}
          explain={say('admin.policies.rebaseExplain')}
          action={say('admin.policies.rebaseDo')}
          run={rebase}
          close={close}
        />
      )}
      {asked === 'remove' && (
        <Confirm
          title={say('admin.policies.removeTitle', { name: of.name })}
          explain={say('admin.policies.removeExplain')}
          action={say('admin.policies.removeDo')}
          run={drop}
          close={close}
        />
      )}
    </aside>
  );
}
