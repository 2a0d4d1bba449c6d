import type { SlaPolicyImport } from '@redress/contract/sla-policy.js';
import { type ReactNode, useState } from 'react';
import { queryClient } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { Dialog } from '../../ui/dialog.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { FormSummary, useSave } from '../form.js';
import { exportPath, importPolicies } from './calls.js';

/** Out as a file, and in again only after what it would change was seen. */
export function YamlDialog({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useText();
  const [yaml, setYaml] = useState<string | null>(null);
  const [found, setFound] = useState<SlaPolicyImport | null>(null);
  const save = useSave({
    work: () => importPolicies(yaml ?? '', found?.listVersion ?? null),
    done: async (answer) => {
      if (answer.dryRun) return setFound(answer);
      toast({ text: say('admin.policies.applied') });
      await queryClient.invalidateQueries({ queryKey: ['admin', '/sla-policies'] });
      close();
    },
  });
  const nothing =
    found !== null && found.added.length + found.changed.length + found.removed.length === 0 && !found.orderChanged;
  return (
    <Dialog title={say('admin.policies.yamlTitle')} close={close} width={560}>
      <form className="form" onSubmit={save.submit} noValidate>
        <p className="muted">{say('admin.policies.yamlExplain')}</p>
        <p>
          <a className="button" href={exportPath()} download="sla-policies.yaml">
            {say('admin.policies.export')}
          </a>
        </p>
        <label className="plain-field">
          <span>{say('admin.policies.import')}</span>
          <input
            type="file"
            accept=".yaml,.yml,text/yaml,application/yaml"
            onChange={(event) => {
              setFound(null);
              void event.currentTarget.files?.[0]?.text().then(setYaml);
            }}
          />
        </label>
        <FormSummary faults={save.faults} />
        {found !== null && <Difference of={found} />}
        <div className="form-foot end-foot">
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={yaml === null || save.busy || nothing}>
            {say(found === null ? 'admin.policies.dryRun' : 'admin.policies.apply')}
          </TextButton>
        </div>
      </form>
    </Dialog>
  );
}

function Difference({ of }: { readonly of: SlaPolicyImport }): ReactNode {
  const { say } = useText();
  const lines = [
    ['added', '+', of.added],
    ['changed', '~', of.changed.map(({ name, fields }) => `${name}: ${fields.join(', ')}`)],
    ['removed', '−', of.removed],
  ] as const;
  const none = lines.every(([, , names]) => names.length === 0) && !of.orderChanged;
  return (
    <div className="policy-diff" role="status">
      {none && <p>{say('admin.policies.nothing')}</p>}
      {lines.map(
        ([name, sign, names]) =>
          names.length > 0 && (
            <div key={name}>
              <p className="strong">{say(`admin.policies.diff.${name}`)}</p>
              <ul>
                {names.map((text) => (
                  <li key={text}>
                    <span className="mono" aria-hidden="true">
                      {sign}
                    </span>{' '}
                    {text}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
      {of.orderChanged && <p>{say('admin.policies.diff.order')}</p>}
      {of.unchanged.length > 0 && (
        <p className="muted">
          {say('admin.policies.diff.unchanged')}: {of.unchanged.join(', ')}
        </p>
      )}
    </div>
  );
}
