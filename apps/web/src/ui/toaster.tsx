import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { announceIn } from './announce.js';
import { useNow } from './clock.js';
import { KeyCaps } from './parts.js';
import { secondsWords } from './times.js';
import { dropToast, type Toast, useToasts } from './toasts.js';

export function Toaster(): ReactNode {
  const toasts = useToasts();
  const { say } = useText();
  return (
    <>
      <div className="unseen" role="status" aria-live="polite" ref={announceIn} />
      <section className="toasts" aria-label={say('shell.toasts')}>
        {toasts.map((toast, index) => (
          <ToastLine key={toast.id} toast={toast} newest={index === toasts.length - 1} />
        ))}
      </section>
    </>
  );
}

function ToastLine({ toast, newest }: { readonly toast: Toast; readonly newest: boolean }): ReactNode {
  const { say } = useText();
  const Icon = toast.tone === 'done' ? IconCheck : IconAlertTriangle;
  return (
    <div className={`toast ${toast.tone}`}>
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span className="toast-text">{toast.text}</span>
      {toast.undo !== undefined && <UndoPart toast={toast} undo={toast.undo} newest={newest} />}
      <button type="button" className="toast-close" aria-label={say('shell.close')} onClick={() => dropToast(toast.id)}>
        <IconX size={14} stroke={1.5} aria-hidden="true" />
      </button>
    </div>
  );
}

interface UndoPartProps {
  readonly toast: Toast;
  readonly undo: NonNullable<Toast['undo']>;
  readonly newest: boolean;
}

function UndoPart({ toast, undo, newest }: UndoPartProps): ReactNode {
  const { say } = useText();
  const now = useNow('second');
  const press = (): void => {
    dropToast(toast.id);
    undo.run();
  };
  return (
    <>
      <button type="button" className="toast-undo" onClick={press}>
        {undo.label} {newest && <KeyCaps of="undo" />}
      </button>
      <span className="tabular toast-seconds" aria-hidden="true">
        {secondsWords(say, toast.endsAt - now)}
      </span>
    </>
  );
}
