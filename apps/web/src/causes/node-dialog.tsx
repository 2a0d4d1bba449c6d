import type { CauseNode, CauseTree, SaveCauseNode } from '@redress/contract/causes.js';
import type { Controllability } from '@redress/contract/words.js';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError, post, put } from '../api/client.js';
import { agentsQuery } from '../api/queries.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import type { TreeName } from '../workspace/cause-trees.js';
import { rowsOf } from './rows.js';

const WHOSE: readonly Controllability[] = ['ours', 'partner', 'customer', 'unknown'];

interface NodeProps {
  readonly name: TreeName;
  readonly tree: CauseTree;
  /** Null makes a new one. */
  readonly node: CauseNode | null;
  readonly parent: string | null;
  readonly close: () => void;
  readonly kept: (tree: CauseTree) => void;
}

interface Words {
  readonly code: string;
  readonly en: string;
  readonly de: string;
  readonly parent: string;
  readonly definition: string;
  readonly process: string;
  readonly ownerId: string;
  readonly controllability: Controllability;
}

const wordsOf = (node: CauseNode | null, parent: string | null): Words => ({
  code: node?.code ?? (parent === null ? '' : `${parent}.`),
  en: node?.labels.en ?? '',
  de: node?.labels.de ?? '',
  parent: parent ?? '',
  definition: node?.definition ?? '',
  process: node?.process ?? '',
  ownerId: node?.owner?.id ?? '',
  controllability: node?.controllability ?? 'unknown',
});

const bodyOf = (words: Words): SaveCauseNode => ({
  code: words.code.trim(),
  labels: { en: words.en, de: words.de },
  parent: words.parent === '' ? null : words.parent,
  definition: words.definition,
  process: words.process.trim() === '' ? null : words.process.trim(),
  ownerId: words.ownerId === '' ? null : words.ownerId,
  controllability: words.controllability,
});

export function NodeDialog({ name, tree, node, parent, close, kept }: NodeProps): ReactNode {
  const { say } = useText();
  const [words, setWords] = useState(() => wordsOf(node, parent));
  const [faults, setFaults] = useState<readonly string[]>([]);
  const change = (wish: Partial<Words>): void => setWords({ ...words, ...wish });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const ask = { body: bodyOf(words), ifMatch: tree.version };
    const saving = node === null ? post<CauseTree>(`/${name}`, ask) : put<CauseTree>(`/${name}/${node.code}`, ask);
    saving.then(kept, (reason: unknown) => {
      const told = reason instanceof ApiError ? reason.problem.errors.map(({ message }) => message) : [];
      if (told.length === 0) failed(reason);
      setFaults(told);
    });
  };
  return (
    <Dialog title={node === null ? say('causeTrees.add') : node.labels.en} close={close} width={560}>
      <form className="form" onSubmit={submit}>
        {faults.length > 0 && (
          <ul className="field-fault" role="alert">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        )}
        <NodeFields name={name} tree={tree} isNew={node === null} words={words} change={change} />
        <div className="form-foot">
          <TextButton type="submit" look="filled">
            {say('shell.save')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly name: TreeName;
  readonly tree: CauseTree;
  readonly isNew: boolean;
  readonly words: Words;
  readonly change: (wish: Partial<Words>) => void;
}

function NodeFields({ name, tree, isNew, words, change }: FieldsProps): ReactNode {
  const { say, language } = useText();
  const { data: people = [] } = useQuery(agentsQuery);
  const line = (label: string, value: string, set: (value: string) => void, more = {}): ReactNode => (
    <label className="field">
      <span>{label}</span>
      <input className="text-field" value={value} onChange={(event) => set(event.currentTarget.value)} {...more} />
    </label>
  );
  const parents = rowsOf(tree.nodes).filter(({ node }) => node.code !== words.code && node.validTo === null);
  return (
    <>
      <div className="field-row">
        {line(say('causeTrees.labelEn'), words.en, (en) => change({ en }), { required: true, 'data-autofocus': true })}
        {line(say('causeTrees.labelDe'), words.de, (de) => change({ de }), { required: true, lang: 'de' })}
      </div>
      <label className="field">
        <span>{say('causeTrees.parent')}</span>
        <select
          className="text-field"
          value={words.parent}
          onChange={(event) => change({ parent: event.currentTarget.value })}
        >
          <option value="">{say('causeTrees.top')}</option>
          {parents.map(({ node, depth }) => (
            <option key={node.code} value={node.code}>
              {'\u2003'.repeat(depth) + node.labels[language]}
            </option>
          ))}
        </select>
      </label>
      {line(say('causeTrees.code'), words.code, (code) => change({ code }), { readOnly: !isNew, required: true })}
      {isNew && <p className="muted">{say('causeTrees.codeHint')}</p>}
      {name === 'root-causes' && (
        <div className="field-row">
          {line(say('causeTrees.process'), words.process, (process) => change({ process }))}
          <label className="field">
            <span>{say('causeTrees.whose')}</span>
            <select
              className="text-field"
              value={words.controllability}
              onChange={(event) =>
                change({ controllability: WHOSE.find((one) => one === event.currentTarget.value) ?? 'unknown' })
              }
            >
              {WHOSE.map((value) => (
                <option key={value} value={value}>
                  {say(`causes.controllability.${value}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <label className="field">
        <span>{say('causeTrees.owner')}</span>
        <select
          className="text-field"
          value={words.ownerId}
          onChange={(event) => change({ ownerId: event.currentTarget.value })}
        >
          <option value="">{say('causeTrees.nobody')}</option>
          {people
            .filter(({ disabled }) => !disabled)
            .map(({ id, name: person }) => (
              <option key={id} value={id}>
                {person}
              </option>
            ))}
        </select>
      </label>
      <label className="field">
        <span>{say('causeTrees.definition')}</span>
        <textarea
          rows={2}
          maxLength={500}
          value={words.definition}
          onChange={(event) => change({ definition: event.currentTarget.value })}
        />
      </label>
    </>
  );
}
