import type { Absence } from '@redress/contract/routing.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { agentsQuery } from '../api/queries.js';
import { loadTexts, useText } from '../i18n/text.js';
import { useSession } from '../session/preferences.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { AbsenceForm } from './absence-form.js';
import { AbsenceList } from './absence-list.js';
import { absencesQuery } from './calls.js';

await loadTexts('absences');

/** When this person is away, and who stands in. */
export function OwnAbsences({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const [edited, setEdited] = useState<Absence | null>(null);
  const { data, error, refetch } = useQuery(absencesQuery(agent.id));
  const { data: agents = [] } = useQuery(agentsQuery);
  const own = data?.data ?? [];
  return (
    <Dialog title={say('absences.mine')} close={close} width={520}>
      <div className="own-absences">
        {error !== null && <Failure error={error} retry={() => void refetch()} />}
        {data !== undefined && own.length === 0 && <p className="muted">{say('absences.noneMine')}</p>}
        <AbsenceList absences={own} named={false} edit={setEdited} />
      </div>
      <AbsenceForm
        key={`${edited?.id ?? 'new'}-${edited?.version ?? own.length}`}
        of={edited}
        people={[agent]}
        deputies={agents}
        cancel={edited === null ? undefined : () => setEdited(null)}
        done={() => setEdited(null)}
      />
    </Dialog>
  );
}
