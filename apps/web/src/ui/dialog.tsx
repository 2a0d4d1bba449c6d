import { lazy, type ReactNode, Suspense } from 'react';
import type { DialogProps } from './dialog-frame.js';
import { Opening } from './opening.js';

const DialogFrame = lazy(async () => ({ default: (await import('./dialog-frame.js')).DialogFrame }));

/** A dialog over the page; what draws it is fetched with the first one. Focus goes in, and back to where it was. */
export function Dialog(props: DialogProps): ReactNode {
  return (
    <Suspense fallback={<Opening close={props.close} />}>
      <DialogFrame {...props} />
    </Suspense>
  );
}
