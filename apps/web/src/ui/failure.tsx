import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { ApiError, Unreachable } from '../api/client.js';
import { type Say, sayCode, sayNow, useText } from '../i18n/text.js';
import { TextButton } from './parts.js';
import { toast } from './toasts.js';

/** What went wrong, in words a person can act on: by our own text for the code, else in the server's. */
export function reasonWords(say: Say, error: unknown): string {
  if (error instanceof Unreachable) return say('errors.unreachable');
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { detail } = error.problem;
  if (error.status === 404 && detail === '') return say('errors.notFound');
  // what the server says is exact, but English; elsewhere the code in the reader's own language is worth more
  return detail !== '' && say('shell.languageCode') === 'en' ? detail : sayCode(say, 'errors.code', error.code);
}

export function failed(error: unknown): void {
  toast({ text: sayNow('errors.failed', { reason: reasonWords(sayNow, error) }), tone: 'failed', forMs: 8_000 });
}

/** The rest of the page stays; only this part says that it could not be read. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const { say } = useText();
  const requestId = error instanceof ApiError ? error.requestId : '';
  const Icon = error instanceof Unreachable ? IconCloudOff : IconAlertTriangle;
  return (
    <div className="failure" role="alert">
      <Icon size={20} stroke={1.5} aria-hidden="true" />
      <div>
        <p className="strong">{say('errors.title')}</p>
        <p className="muted">{reasonWords(say, error)}</p>
        {requestId !== '' && <p className="mono muted failure-id">{say('errors.request', { id: requestId })}</p>}
      </div>
      {retry !== undefined && <TextButton onClick={retry}>{say('errors.retry')}</TextButton>}
    </div>
  );
}

interface Guarded {
  readonly children: ReactNode;
}

/** Keeps one broken part from taking the page with it. */
export class Guard extends Component<Guarded, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="failure" role="alert">
        <IconAlertTriangle size={20} stroke={1.5} aria-hidden="true" />
        <p>{sayNow('errors.crashed')}</p>
        <TextButton onClick={() => location.reload()}>{sayNow('errors.reload')}</TextButton>
      </div>
    );
  }
}
