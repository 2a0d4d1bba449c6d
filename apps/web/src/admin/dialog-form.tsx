import { type ReactNode, useRef, useState } from 'react';
import { useText } from '../i18n/text.js';
import { Dialog } from '../ui/dialog.js';
import { TextButton } from '../ui/parts.js';
import { FormSummary, MovedOn, type Save } from './form.js';

interface DialogFormProps {
  readonly title: string;
  readonly width?: number;
  readonly save: Save;
  readonly close: () => void;
  /** Who was faster is known by now: `mine` goes on from his version with what is written here, `theirs` takes his words. */
  readonly faster?: { readonly mine: () => void; readonly theirs: () => void };
  /** Asks whether it shall go, in the place of the form: two dialogs at once would both end with one Escape. */
  readonly removal?: ((stay: () => void) => ReactNode) | undefined;
  /** Below the form, and no part of it. */
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every form over a list: what is wrong, who was faster, the fields, and the way out. */
export function DialogForm(props: DialogFormProps): ReactNode {
  const { title, width, save, close, faster, removal, below, children } = props;
  const { say } = useText();
  const form = useRef<HTMLFormElement>(null);
  const [removing, setRemoving] = useState(false);
  if (removing && removal !== undefined) return removal(() => setRemoving(false));
  const keep = (): void => {
    faster?.mine();
    // the next save has to know the version that was just learned
    setTimeout(() => form.current?.requestSubmit());
  };
  return (
    <Dialog title={title} close={close} {...(width === undefined ? {} : { width })}>
      <form className="form" ref={form} onSubmit={save.submit} noValidate>
        <FormSummary faults={save.faults} />
        {save.movedOn && faster !== undefined && <MovedOn keep={keep} theirs={faster.theirs} />}
        {children}
        <div className="form-foot">
          {removal !== undefined && (
            <TextButton look="danger" onClick={() => setRemoving(true)}>
              {say('admin.remove')} …
            </TextButton>
          )}
          <span className="spread" />
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton type="submit" look="filled" disabled={save.busy}>
            {say('shell.save')}
          </TextButton>
        </div>
      </form>
      {below}
    </Dialog>
  );
}
