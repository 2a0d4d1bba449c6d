import type { CauseNode, CauseTree } from '@redress/contract/causes.js';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../api/client.js';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { failed } from '../ui/failure.js';
import { TextButton } from '../ui/parts.js';
import type { TreeName } from '../workspace/cause-trees.js';
import { rowsOf } from './rows.js';

interface RetireProps {
  readonly name: TreeName;
  readonly tree: CauseTree;
  readonly node: CauseNode;
  readonly close: () => void;
  readonly kept: (tree: CauseTree) => void;
}

export function RetireDialog({ name, tree, node, close, kept }: RetireProps): ReactNode {
  const { say, language } = useText();
  const [replacedBy, setReplacedBy] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = { replacedBy: replacedBy === '' ? null : replacedBy };
    void post<CauseTree>(`/${name}/${node.code}/retire`, { body, ifMatch: tree.version }).then(kept, failed);
  };
  return (
    <Dialog title={say('causeTrees.retireTitle', { name: node.labels[language] })} close={close}>
      <form className="form" onSubmit={submit}>
        <p>{say('causeTrees.retireExplain')}</p>
        <label className="field">
          <span>{say('causeTrees.replacement')}</span>
          <select
            className="text-field"
            value={replacedBy}
            onChange={(event) => setReplacedBy(event.currentTarget.value)}
          >
            <option value="">{say('causeTrees.noReplacement')}</option>
            {rowsOf(tree.nodes)
              .filter((row) => row.node.code !== node.code && row.node.validTo === null)
              .map((row) => (
                <option key={row.node.code} value={row.node.code}>
                  {'\u2003'.repeat(row.depth) + row.node.labels[language]}
                </option>
              ))}
          </select>
        </label>
        <div className="form-foot">
          <TextButton type="submit" look="filled">
            {say('causeTrees.retire')}
          </TextButton>
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
        </div>
      </form>
    </Dialog>
  );
}
