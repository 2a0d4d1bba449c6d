import { Menu, type MenuProps } from '@mantine/core';
import {
  type ComponentProps,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';

type ButtonProps = Pick<
  ComponentProps<'button'>,
  'ref' | 'id' | 'onClick' | 'aria-haspopup' | 'aria-expanded' | 'aria-controls'
>;

interface ButtonMenuProps extends Pick<MenuProps, 'position' | 'width' | 'closeOnItemClick'> {
  /** Has to hand on what it is given. */
  readonly button: (props: ButtonProps) => ReactNode;
  /** With `setOpened` where something else opens it, too. */
  readonly opened?: boolean;
  readonly setOpened?: (opened: boolean) => void;
  /** The dropdown. */
  readonly children: ReactNode;
}

/** A button and its menu, which is made when it is opened for the first time: a ticket has a dozen, and most of them nobody opens. */
export function ButtonMenu({ button, children, ...rest }: ButtonMenuProps): ReactNode {
  const [own, setOwn] = useState(false);
  const { opened = own, setOpened = setOwn, ...menu } = rest;
  const [made, setMade] = useState(opened);
  if (opened && !made) setMade(true);
  const place = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      {button({
        ref: place,
        id,
        onClick: () => setOpened(!opened),
        'aria-haspopup': 'menu',
        'aria-expanded': opened,
        'aria-controls': opened ? `${id}-dropdown` : undefined,
      })}
      {made && (
        <Made {...menu} {...{ id, place, opened, setOpened }}>
          {children}
        </Made>
      )}
    </>
  );
}

interface MadeProps extends Omit<ButtonMenuProps, 'button'> {
  readonly id: string;
  readonly place: RefObject<HTMLButtonElement | null>;
  readonly opened: boolean;
  readonly setOpened: (opened: boolean) => void;
}

function Made({ place, opened, setOpened, children, ...menu }: MadeProps): ReactNode {
  const [ready, setReady] = useState(false);
  // only a menu that was closed before remembers who has the focus back
  useEffect(() => setReady(true), []);
  return (
    <Menu {...menu} opened={opened && ready} onChange={setOpened}>
      <Menu.Target>
        <Place of={place} />
      </Menu.Target>
      {children}
    </Menu>
  );
}

/** Stands for the button, which is there already and stays: a new one would lose the focus. */
function Place({ of, ref }: { readonly of: MadeProps['place']; readonly ref?: Ref<HTMLElement | null> }): ReactNode {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => of.current, [of]);
  return null;
}
