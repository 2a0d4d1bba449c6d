import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { IconButton } from '../ui/parts.js';
import type { Uploads } from '../workspace/use-uploads.js';
import type { PartProps } from './phone-log.js';

/** Pages of a letter, a photograph that a visitor brought. */
export function Scans({ draft, change, uploads }: PartProps & { readonly uploads: Uploads }): ReactNode {
  const { say } = useText();
  if (draft.channel === 'phone' && draft.files.length === 0) return null;
  return (
    <fieldset id="scans">
      <legend className="form-legend">{say('phone.scans')}</legend>
      <ul className="scan-list">
        {draft.files.map(({ id, filename }) => (
          <li key={id}>
            {filename}
            <IconButton
              label={say('phone.takeScan', { name: filename })}
              onClick={() => change({ files: draft.files.filter((file) => file.id !== id) })}
            >
              <IconX size={16} stroke={1.5} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
        {uploads.running.map(({ id, name, share }) => (
          <li key={id} className="muted">
            {name} <progress value={share} aria-label={name} />
          </li>
        ))}
      </ul>
      <label className="button plain scan-add">
        <input
          type="file"
          multiple
          className="unseen"
          accept="image/*,application/pdf"
          onChange={(event) => {
            uploads.add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
        {say('phone.addScan')}
      </label>
    </fieldset>
  );
}
