import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ViewLine } from './calls.js';

interface ViewLinkProps {
  readonly line: Pick<ViewLine, 'slug' | 'q'>;
  readonly current: boolean;
  readonly className: string;
  readonly title?: string;
  readonly opened?: () => void;
  readonly pressed?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

const NO_MARKS = { activeProps: {}, activeOptions: { exact: true, includeSearch: true } };

/** Opens a view: ready-made ones by their filter, saved ones by the address that is theirs. The router's marks go by the address and are left out. */
export function ViewLink(props: ViewLinkProps): ReactNode {
  const { line, current, className, title = '', opened = () => undefined, pressed = () => undefined } = props;
  const own = {
    ...{ className, onClick: opened, onKeyDown: pressed, children: props.children },
    ...(title === '' ? {} : { title }),
    ...(current ? ({ 'aria-current': 'page' } as const) : {}),
  };
  return line.q === null ? (
    <Link to="/queue/$viewSlug" params={{ viewSlug: line.slug }} search={{}} {...NO_MARKS} {...own} />
  ) : (
    <Link to="/queue" search={{ q: line.q }} {...NO_MARKS} {...own} />
  );
}
