import type { RegulatoryTemplate } from '@redress/contract/sla-policy.js';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useRef, useState } from 'react';
import { useText } from '../../i18n/text.js';
import { TextButton, When } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { EditorHead } from '../editor-head.js';
import { type Fault, FormSummary, MovedOn, useSave } from '../form.js';
import { Confirm } from '../parts.js';
import { DutiesTable } from './duties-table.js';
import {
  codeOf,
  copyOf,
  dropTemplate,
  refreshTemplates,
  saveTemplate,
  type TemplateDraft,
  templateDraft,
  templateFaults,
  templateQuery,
} from './template-draft.js';
import { Duties } from './templates.js';

interface EditorProps {
  /** null: a new one. */
  readonly first: RegulatoryTemplate | null;
  /** What a new one begins with. */
  readonly base: RegulatoryTemplate | null;
  /** Asks the list again. @returns it as it is now */
  readonly newest: () => Promise<RegulatoryTemplate | null>;
  readonly leave: () => void;
}

/** A time limit of the house as a draft of its next version. */
export function TemplateEditor({ first, base, newest, leave }: EditorProps): ReactNode {
  const { say } = useText();
  const [seen, setSeen] = useState(first);
  // what the next save stands on, at once: the press that overwrites saves too
  const over = useRef(first);
  const [theirs, setTheirs] = useState<RegulatoryTemplate | null>(null);
  const [start] = useState<TemplateDraft>(() =>
    first !== null || base === null
      ? templateDraft(first)
      : copyOf(base, say('admin.timeLimits.copyName', { name: base.name })),
  );
  const [kept, setKept] = useState(start);
  const [draft, setDraft] = useState(start);
  const standOn = (known: RegulatoryTemplate): void => {
    over.current = known;
    setSeen(known);
    setTheirs(null);
  };
  const take = (known: RegulatoryTemplate): void => {
    standOn(known);
    setDraft(templateDraft(known));
    setKept(templateDraft(known));
  };
  const save = useSave({
    check: () =>
      templateFaults(draft).map((code): Fault => ({
        field: code === 'twice' ? 'duties' : code,
        words: say(`admin.timeLimits.fault.${code}`),
      })),
    work: () => saveTemplate(over.current, draft, base?.code ?? null),
    done: async ({ name, version }) => {
      toast({ text: say('admin.timeLimits.saved', { name, n: version }) });
      await refreshTemplates();
      leave();
    },
    moved: async () => setTheirs(await newest()),
  });
  const dirty = JSON.stringify(draft) !== JSON.stringify(kept);
  const next = (seen?.version ?? 0) + 1;
  const rename = (name: string): void =>
    setDraft({ ...draft, name, ...(seen === null && draft.code === codeOf(draft.name) ? { code: codeOf(name) } : {}) });
  return (
    <form className="editor" onSubmit={save.submit} noValidate>
      <EditorHead
        list={say('admin.timeLimits.title')}
        title={seen?.name ?? say('admin.timeLimits.add')}
        nameLabel={say('admin.timeLimits.name')}
        name={draft.name}
        rename={rename}
        error={save.fault('name')}
        chip={
          dirty || seen === null
            ? say('admin.calendars.versionDraft', { n: next })
            : say('admin.calendars.versionOf', { n: seen.version })
        }
        note={base === null ? '' : say('admin.timeLimits.copyOf', { name: base.name })}
        save={seen === null ? say('admin.timeLimits.create') : say('admin.policies.save', { n: next })}
        mayDiscard={dirty}
        maySave={!save.busy && (dirty || seen === null)}
        discard={() => (seen === null ? leave() : setDraft(kept))}
        leave={leave}
      />
      <div className="admin-with-probe calendar-body policy-body">
        <div className="admin-page calendar-main">
          {save.movedOn && theirs !== null && (
            <MovedOn
              keep={() => {
                standOn(theirs);
                save.submit();
              }}
              theirs={() => take(theirs)}
            />
          )}
          <FormSummary faults={save.faults} />
          <p className="lawyer" role="note">
            <IconScale size={16} stroke={1.5} aria-hidden="true" /> {say('admin.policies.lawyer')}
          </p>
          <Words
            draft={draft}
            isNew={seen === null}
            change={(part) => setDraft({ ...draft, ...part })}
            fault={save.fault}
          />
          <DutiesTable
            duties={draft.duties}
            change={(duties) => setDraft({ ...draft, duties })}
            error={save.fault('duties')}
          />
        </div>
        <TemplateSide of={seen} gone={leave} />
      </div>
    </form>
  );
}

interface WordsProps {
  readonly draft: TemplateDraft;
  readonly isNew: boolean;
  readonly change: (part: Partial<TemplateDraft>) => void;
  readonly fault: (field: string) => string | undefined;
}

function Words({ draft, isNew, change, fault }: WordsProps): ReactNode {
  const { say } = useText();
  return (
    <section className="calendar-part policy-settings">
      <label className="plain-field">
        <span>{say('admin.timeLimits.source')}</span>
        <input
          id="source"
          value={draft.source}
          aria-invalid={fault('source') !== undefined}
          onChange={(event) => change({ source: event.currentTarget.value })}
        />
        <span className={fault('source') === undefined ? 'muted hint' : 'field-error'}>
          {fault('source') ?? say('admin.timeLimits.sourceHint')}
        </span>
      </label>
      <label className="plain-field">
        <span>{say('admin.timeLimits.code')}</span>
        <input
          id="code"
          className="mono"
          readOnly={!isNew}
          value={draft.code}
          aria-invalid={fault('code') !== undefined}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
        <span className={fault('code') === undefined ? 'muted hint' : 'field-error'}>
          {fault('code') ?? say(isNew ? 'admin.timeLimits.codeHint' : 'admin.timeLimits.codeKept')}
        </span>
      </label>
    </section>
  );
}

const LENGTHS = { h: '4 h', d: '15 d', cd: '14 cd', w: '8 w', m: '2 m' } as const;

interface SideProps {
  readonly of: RegulatoryTemplate | null;
  readonly gone: () => void;
}

/** How lengths are written, who runs it, and what a new version does not touch. */
function TemplateSide({ of, gone }: SideProps): ReactNode {
  const { say } = useText();
  const [asked, setAsked] = useState(false);
  const drop = async (): Promise<void> => {
    if (of === null) return;
    await dropTemplate(of);
    toast({ text: say('admin.policies.removed', { name: of.name }) });
    await refreshTemplates();
    gone();
  };
  return (
    <aside className="admin-probe calendar-side" aria-label={say('admin.timeLimits.lengths')}>
      <section className="calendar-side-part">
        <h3>{say('admin.timeLimits.lengths')}</h3>
        <dl className="length-words">
          {(['h', 'd', 'cd', 'w', 'm'] as const).map((unit) => (
            <Fragment key={unit}>
              <dt className="mono">{LENGTHS[unit]}</dt>
              <dd>{say(`admin.timeLimits.length.${unit}`)}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
      {of !== null && <Usage of={of} ask={() => setAsked(true)} />}
      {of?.id != null && <Versions id={of.id} />}
      {asked && of !== null && (
        <Confirm
          title={say('admin.policies.removeTitle', { name: of.name })}
          explain={say('admin.timeLimits.removeExplain')}
          action={say('admin.policies.removeDo')}
          run={drop}
          close={() => setAsked(false)}
        />
      )}
    </aside>
  );
}

/** What it said before: clocks that started then are held to that. */
function Versions({ id }: { readonly id: string }): ReactNode {
  const { say } = useText();
  const { data } = useQuery(templateQuery(id));
  return (
    <section className="calendar-side-part">
      <h3>{say('admin.policies.versions')}</h3>
      <ol className="version-list">
        {(data?.versions ?? []).map((line) => (
          <li key={line.version}>
            <span className="tabular strong">{line.version}</span>
            <span className="spread">
              {line.name}
              {line.madeBy !== null && <span className="muted">, {line.madeBy.name}</span>}
              <Duties of={line} />
            </span>
            <span className="muted">
              <When at={line.madeAt} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Usage({ of, ask }: { readonly of: RegulatoryTemplate; readonly ask: () => void }): ReactNode {
  const { say } = useText();
  return (
    <section className="calendar-side-part">
      <h3>{say('admin.timeLimits.usedBy')}</h3>
      {of.usedBy.length === 0 && <p className="muted">{say('admin.timeLimits.unused')}</p>}
      <ul className="used-list">
        {of.usedBy.map(({ id, name }) => (
          <li key={id}>
            <Link to="/admin/$screen" params={{ screen: 'sla-policies' }} search={{ open: id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <p className="muted">{say('admin.timeLimits.keep', { n: of.version })}</p>
      <div className="side-actions">
        <TextButton look="danger" onClick={ask}>
          {say('admin.policies.remove')}
        </TextButton>
      </div>
    </section>
  );
}
