import type { Page } from '@redress/contract/answers.js';
import type { Team } from '@redress/contract/people.js';
import type { SavedView, ViewAudience } from '@redress/contract/saved-views.js';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError, get } from '../../api/client.js';
import { sayNow, useText } from '../../i18n/text.js';
import { useSession } from '../../session/preferences.js';
import { Dialog } from '../../ui/dialog.js';
import { failed, reasonWords } from '../../ui/failure.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { deleteView, pin, pinsOf, refreshViews, saveView, useViews, type ViewWish } from './calls.js';

interface ViewDialogProps {
  /** The one that is changed; null for a new one. */
  readonly view: SavedView | null;
  readonly q: string;
  readonly sort: string;
  readonly close: () => void;
}

type Draft = Pick<ViewWish, 'name' | 'audience' | 'teamId'> & { readonly pinned: boolean };

interface Fault {
  readonly field: 'name' | 'teamId' | null;
  readonly words: string;
}

/** Name, audience and pin of a view. What it shows is the filter and the order behind the dialog; a view that is changed keeps its own. */
export function ViewDialog({ view, q, sort, close }: ViewDialogProps): ReactNode {
  const { say } = useText();
  const views = useViews();
  const pins = pinsOf(views);
  const teams = useTeams(view);
  const [draft, setDraft] = useState<Draft>({
    name: view?.name ?? '',
    audience: view?.audience ?? 'me',
    teamId: view?.team?.id ?? null,
    pinned: view === null || pins.includes(view.slug),
  });
  const open = useOpen();
  const [key] = useState(() => crypto.randomUUID());
  const { fault, busy, save } = useSaving(draft, async () => {
    const { name, audience } = draft;
    const teamId = audience === 'team' ? (draft.teamId ?? teams[0]?.id ?? null) : null;
    const what = view === null ? { q, sort } : { q: view.q, sort: view.sort };
    const saved = await saveView(view, { name: name.trim(), audience, teamId, ...what }, key);
    if (draft.pinned !== pins.includes(saved.slug))
      pin(draft.pinned ? [...pins, saved.slug] : pins.filter((slug) => slug !== saved.slug));
    toast({ text: say('savedViews.saved') });
    close();
    if (view === null) open(saved.slug);
  });
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const title = say(view === null ? 'savedViews.dialog.save' : 'savedViews.dialog.edit');
  return (
    <Dialog title={title} close={close} width={420}>
      <form className="form" onSubmit={save} noValidate>
        <label className="plain-field">
          <span>{say('savedViews.dialog.name')}</span>
          <input
            data-autofocus
            maxLength={80}
            value={draft.name}
            aria-invalid={fault?.field === 'name'}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        </label>
        <p className="view-filter">
          <span className="muted">{say('savedViews.dialog.filter')}</span> <code>{view?.q ?? q}</code>
        </p>
        <AudienceFields {...{ draft, teams, view, change }} />
        <label className="view-check">
          <input
            type="checkbox"
            checked={draft.pinned}
            onChange={(event) => change({ pinned: event.currentTarget.checked })}
          />
          <span>{say('savedViews.dialog.pin')}</span>
        </label>
        {fault !== null && (
          <p className="field-error" role="alert">
            {fault.words}
          </p>
        )}
        <div className="form-foot view-foot">
          <TextButton look="filled" type="submit" disabled={busy}>
            {say('shell.save')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          {view !== null && <Deletion view={view} close={close} />}
        </div>
      </form>
    </Dialog>
  );
}

interface AudienceFieldsProps {
  readonly draft: Draft;
  readonly teams: readonly Pick<Team, 'id' | 'name'>[];
  readonly view: SavedView | null;
  readonly change: (part: Partial<Draft>) => void;
}

function AudienceFields({ draft, teams, view, change }: AudienceFieldsProps): ReactNode {
  const { say } = useText();
  const { agent } = useSession();
  const tellsAll = agent.role === 'admin' || agent.role === 'teamLead' || agent.role === 'quality';
  const isMine = view === null || view.owner.id === agent.id;
  const choices: ViewAudience[] = [];
  if (isMine) choices.push('me');
  if (teams.length > 0) choices.push('team');
  if (tellsAll || view?.audience === 'everybody') choices.push('everybody');
  return (
    <fieldset>
      <legend className="form-legend">{say('savedViews.dialog.audience')}</legend>
      {choices.map((audience) => (
        <label key={audience} className="view-check">
          <input
            type="radio"
            name="audience"
            checked={draft.audience === audience}
            onChange={() => change({ audience })}
          />
          <span>
            {say(`savedViews.dialog.${audience}`)}
            {audience === 'team' && teams.length === 1 && <span className="muted"> · {teams[0]?.name}</span>}
          </span>
        </label>
      ))}
      {draft.audience === 'team' && teams.length > 1 && (
        <label className="plain-field view-team-choice">
          <span className="unseen">{say('savedViews.dialog.whichTeam')}</span>
          <select
            value={draft.teamId ?? teams[0]?.id ?? ''}
            onChange={(event) => change({ teamId: event.currentTarget.value })}
          >
            {teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {!isMine && <p className="muted">{say('savedViews.dialog.owner', { name: view.owner.name })}</p>}
    </fieldset>
  );
}

/** Those of whoever asks, and the one that sees the view already; administrators share with any. */
function useTeams(view: SavedView | null): readonly Pick<Team, 'id' | 'name'>[] {
  const { agent, teams } = useSession();
  const { data } = useQuery({
    queryKey: ['teams'],
    queryFn: ({ signal }) => get<Page<Team>>('/teams', { signal }),
    enabled: agent.role === 'admin',
  });
  const own = data?.data ?? teams;
  const known = view?.team ?? null;
  return known === null || own.some(({ id }) => id === known.id) ? own : [...own, known];
}

function useOpen(): (slug: string) => void {
  const navigate = useNavigate();
  const { sel } = useSearch({ strict: false });
  return (slug) => {
    const search = sel === undefined ? {} : { sel };
    void navigate({ to: '/queue/$viewSlug', params: { viewSlug: slug }, search });
  };
}

function useSaving(draft: Draft, work: () => Promise<void>) {
  const { say } = useText();
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    if (draft.name.trim() === '') return setFault({ field: 'name', words: say('savedViews.dialog.noName') });
    setBusy(true);
    setFault(null);
    work()
      .catch((reason: unknown) => setFault(faultOf(reason)))
      .finally(() => setBusy(false));
  };
  return { fault, busy, save };
}

function faultOf(reason: unknown): Fault {
  if (!(reason instanceof ApiError)) return { field: null, words: reasonWords(sayNow, reason) };
  const [first] = reason.problem.errors;
  if (reason.code === 'moved-on') {
    void refreshViews();
    return { field: null, words: sayNow('savedViews.dialog.moved') };
  }
  if (reason.code === 'too-large') return { field: null, words: sayNow('savedViews.dialog.most') };
  if (first?.pointer === '/name' && first.code === 'taken')
    return { field: 'name', words: sayNow('savedViews.dialog.taken') };
  return { field: null, words: reasonWords(sayNow, reason) };
}

/** Asked once more, since others may use it and what they pinned goes with it. */
function Deletion({ view, close }: { readonly view: SavedView; readonly close: () => void }): ReactNode {
  const { say } = useText();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const run = (): void => {
    deleteView(view).then(() => {
      close();
      toast({ text: say('savedViews.deleted', { name: view.name }) });
      void navigate({ to: '/queue', search: { q: view.q, sort: view.sort } });
    }, failed);
  };
  if (!asked)
    return (
      <TextButton look="danger" className="view-delete" onClick={() => setAsked(true)}>
        {say('savedViews.dialog.delete')}
      </TextButton>
    );
  return (
    <span className="view-sure" role="alert">
      {say(view.audience === 'me' ? 'savedViews.dialog.sureMine' : 'savedViews.dialog.sure')}{' '}
      <TextButton look="danger" autoFocus onClick={run}>
        {say('savedViews.dialog.really')}
      </TextButton>
      <TextButton onClick={() => setAsked(false)}>{say('savedViews.dialog.keep')}</TextButton>
    </span>
  );
}
