import { IconAlertTriangle, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/text.js';
import { copyText } from '../ui/copy.js';
import { Dialog } from '../ui/dialog.js';
import { Failure, reasonWords } from '../ui/failure.js';
import { Skeleton, TextButton } from '../ui/parts.js';
import { type Fault, faultsOf, FormSummary } from './form.js';
import type { Rows } from './rows.js';

interface HeadProps {
  readonly title: ReactNode;
  readonly explain?: string;
  /** At most one of the buttons is filled. */
  readonly children?: ReactNode;
}

export function ScreenHead({ title, explain, children }: HeadProps): ReactNode {
  return (
    <header className="admin-head">
      <div className="spread">
        <h2 className="page-title">{title}</h2>
        {explain !== undefined && <p className="muted">{explain}</p>}
      </div>
      {children}
    </header>
  );
}

interface ListProps<Row> {
  readonly of: Rows<Row>;
  readonly empty: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A list in all its states: old rows stay while they are asked again, also when that fails. */
export function List<Row>({ of, empty, children }: ListProps<Row>): ReactNode {
  const { say } = useText();
  const { rows, error, refetch } = of;
  if (rows === undefined) return error === null ? <Skeleton /> : <Failure error={error} retry={refetch} />;
  return (
    <>
      {error !== null && (
        <div className="admin-notice risk" role="status">
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          <span className="spread">{say('admin.stale', { reason: reasonWords(say, error) })}</span>
          <TextButton onClick={refetch}>{say('errors.retry')}</TextButton>
        </div>
      )}
      {rows.length === 0 ? empty : children(rows)}
      {of.hasMore && (
        <TextButton className="admin-more" onClick={of.more}>
          {say('admin.more')}
        </TextButton>
      )}
    </>
  );
}

export type Mark = 'good' | 'plain' | 'risk' | 'late' | 'quiet';
const SHAPES: Readonly<Record<Mark, string>> = { good: '✓', plain: '○', risk: '▲', late: '■', quiet: '–' };
const LOOKS: Readonly<Record<Mark, string>> = {
  good: 'good',
  plain: 'safe',
  risk: 'risk',
  late: 'late',
  quiet: 'none',
};

/** Like the chips of the queue: fill first, then shape, then the word. */
export function StateChip({ mark, children }: { readonly mark: Mark; readonly children: ReactNode }): ReactNode {
  return (
    <span className={`due admin-state ${LOOKS[mark]}`}>
      <span aria-hidden="true">{SHAPES[mark]}</span>
      {children}
    </span>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly explain: string;
  readonly action: string;
  readonly run: () => Promise<void>;
  readonly close: () => void;
}

/** Says what follows before it happens; a refusal stays in the dialog. */
export function Confirm({ title, explain, action, run, close }: ConfirmProps): ReactNode {
  const { say } = useText();
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      await run();
      close();
    } catch (reason) {
      setFaults(faultsOf(say, reason));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} close={close}>
      <div className="form">
        <p>{explain}</p>
        <FormSummary faults={faults} />
        <div className="form-foot end-foot">
          <TextButton onClick={close}>{say('shell.cancel')}</TextButton>
          <TextButton look="danger" disabled={busy} onClick={() => void go()}>
            {action}
          </TextButton>
        </div>
      </div>
    </Dialog>
  );
}

interface OneTimeProps {
  readonly title: string;
  readonly explain?: string;
  readonly text: string;
  readonly done: () => void;
}

/** A secret that no answer will hold again; it stays on the page until it is put away on purpose. */
export function OneTime({ title, explain, text, done }: OneTimeProps): ReactNode {
  const { say } = useText();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [text]);
  return (
    <section className="one-time" aria-label={title} tabIndex={-1} ref={box}>
      <p className="strong">{title}</p>
      <p className="muted">
        {explain} {say('admin.oneTime.shownOnce')}
      </p>
      <div className="one-time-row">
        <input
          className="mono"
          readOnly
          value={text}
          aria-label={title}
          onFocus={(event) => event.currentTarget.select()}
        />
        <TextButton onClick={() => copyText(text, say('admin.oneTime.what'))}>
          <IconCopy size={16} stroke={1.5} aria-hidden="true" /> {say('admin.oneTime.copy')}
        </TextButton>
        <TextButton look="link" onClick={done}>
          {say('admin.oneTime.kept')}
        </TextButton>
      </div>
    </section>
  );
}

interface SideProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/** Beside the list, over it where there is little room. Focus goes in; Escape closes it. */
export function Side({ title, closeLabel, close, children }: SideProps): ReactNode {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [title]);
  return (
    <aside
      className="admin-side"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className="admin-side-head">
        <h3 className="spread strong" tabIndex={-1} ref={head}>
          {title}
        </h3>
        <button type="button" className="icon-button" aria-label={closeLabel} onClick={close}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      {children}
    </aside>
  );
}
