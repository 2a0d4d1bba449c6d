import type { Team } from '@redress/contract/people.js';
import type { SaveSnippet } from '@redress/contract/snippets.js';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { Choice } from '../plan-level.js';
import { ADMIN, useRows } from '../rows.js';
import { sharesOf } from './snippet-draft.js';

interface SharedProps<Draft> {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly error: string | undefined;
}

/** With whom; who leads nobody keeps his own only and is not asked. */
export function SharedFields<Draft extends Pick<SaveSnippet, 'sharedWith' | 'teamId'>>(
  props: SharedProps<Draft>,
): ReactNode {
  const { draft, change, error } = props;
  const { say } = useText();
  const { agent, teams } = useSession();
  const shares = sharesOf(agent.role);
  const all = useRows<Team>(ADMIN.teams, { enabled: agent.role === 'admin' }).rows;
  const known = agent.role === 'admin' ? (all ?? []) : teams;
  if (shares.length === 1) return null;
  return (
    <>
      <Choice
        label={say('admin.snippets.sharedWith')}
        value={draft.sharedWith}
        options={shares.map((value) => ({ value, words: say(`admin.snippets.shared.${value}`) }))}
        change={(sharedWith) =>
          change({
            ...draft,
            sharedWith,
            teamId: sharedWith === 'team' ? (draft.teamId ?? known[0]?.id ?? null) : null,
          })
        }
      />
      {draft.sharedWith === 'team' && (
        <div>
          <Choice
            label={say('admin.teams.team')}
            value={draft.teamId ?? ''}
            options={known.map(({ id, name }) => ({ value: id, words: name }))}
            change={(teamId) => change({ ...draft, teamId })}
          />
          {error !== undefined && <p className="field-error">{error}</p>}
        </div>
      )}
    </>
  );
}
