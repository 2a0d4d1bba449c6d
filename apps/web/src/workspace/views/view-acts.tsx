import type { SavedView } from '@redress/contract/saved-views.js';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { viewsQuery } from '../../api/queries.js';
import { sayNow, useText } from '../../i18n/text.js';
import { type Act, useCommands } from '../../ui/commands.js';
import { failed } from '../../ui/failure.js';
import { Opening } from '../../ui/opening.js';
import { toast } from '../../ui/toasts.js';
import { DEFAULT_QUERY, type OpenView } from '../views.js';
import { refreshViews, saveView, togglePin, useViews } from './calls.js';
import './views.css';

const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog.js')).ViewDialog }));

interface ViewActsProps {
  readonly q: string;
  readonly sort: string;
  readonly view: OpenView | null;
}

/** What can be done with a filter that is no view yet, or no longer the view that it was; nothing is shown where nothing differs. */
export function ViewActs({ q, sort, view }: ViewActsProps): ReactNode {
  const { say } = useText();
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const known = useQuery(viewsQuery).data?.data.find(({ slug }) => slug === view?.slug) ?? null;
  const changed = known !== null && (known.q !== q || known.sort !== sort);
  const reset = useReset(known);
  const keep = (): void => void (known !== null && keepChanges(known, { q, sort }).then((kept) => kept && reset()));
  useViewCommands({ known, save: () => setDialog('new'), edit: () => setDialog('edit') });
  return (
    <>
      {(known === null || changed) && (
        <div className="view-acts">
          {changed && <span className="muted">{say('savedViews.acts.changed')}</span>}
          {changed && known.mayEdit && (
            <button type="button" className="view-act" onClick={keep}>
              {say('savedViews.acts.keep')}
            </button>
          )}
          <button type="button" className="view-act" onClick={() => setDialog('new')}>
            {say(changed ? 'savedViews.acts.saveNew' : 'savedViews.acts.save')}
          </button>
          {changed && (
            <button type="button" className="view-act" onClick={reset}>
              {say('savedViews.acts.reset')}
            </button>
          )}
        </div>
      )}
      <Suspense fallback={<Opening close={() => setDialog(null)} />}>
        {dialog !== null && (
          <ViewDialog
            view={dialog === 'edit' ? known : null}
            q={q.trim() === '' ? DEFAULT_QUERY : q}
            sort={sort}
            close={() => setDialog(null)}
          />
        )}
      </Suspense>
    </>
  );
}

/** Back to the view as it was saved; the open ticket stays open. */
function useReset(view: SavedView | null): () => void {
  const navigate = useNavigate();
  const { sel } = useSearch({ strict: false });
  return () => {
    if (view === null) return;
    const search = sel === undefined ? {} : { sel };
    void navigate({ to: '/queue/$viewSlug', params: { viewSlug: view.slug }, search });
  };
}

/** False when it was refused; then the view is read again. */
async function keepChanges(view: SavedView, to: { readonly q: string; readonly sort: string }): Promise<boolean> {
  const { name, audience, team } = view;
  try {
    await saveView(view, { name, audience, teamId: team?.id ?? null, ...to }, '');
    toast({ text: sayNow('savedViews.saved') });
    return true;
  } catch (reason) {
    failed(reason);
    void refreshViews();
    return false;
  }
}

interface ViewCommands {
  readonly known: SavedView | null;
  readonly save: () => void;
  readonly edit: () => void;
}

function useViewCommands({ known, save, edit }: ViewCommands): void {
  const views = useViews();
  const commands: Act[] = [
    {
      ...{ id: 'save-view', run: save },
      label: known === null ? 'savedViews.commands.save' : 'savedViews.commands.saveNew',
    },
  ];
  if (known !== null)
    commands.push({
      id: 'pin-view',
      run: () => togglePin(views, known.slug),
    });
  if (known?.mayEdit === true) commands.push({ id: 'edit-view', run: edit });
  useCommands(commands);
}
