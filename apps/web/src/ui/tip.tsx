import { Tooltip } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

const RESTS_MS = 400;

interface TipProps {
  readonly of: HTMLElement;
  readonly label: ReactNode;
}

/** Shows while a pointer rests on something, until it leaves or Escape is pressed. Is made when the first pointer has come. */
export function Tip({ of, label }: TipProps): ReactNode {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const show = (): void => setShown(of.matches(':hover'));
    let rest = setTimeout(show, RESTS_MS);
    const hide = (): void => {
      clearTimeout(rest);
      setShown(false);
    };
    const come = ({ pointerType }: PointerEvent): void => {
      clearTimeout(rest);
      if (pointerType !== 'touch') rest = setTimeout(show, RESTS_MS);
    };
    const press = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') hide();
    };
    of.addEventListener('pointerenter', come);
    of.addEventListener('pointerleave', hide);
    document.addEventListener('keydown', press);
    return () => {
      clearTimeout(rest);
      of.removeEventListener('pointerenter', come);
      of.removeEventListener('pointerleave', hide);
      document.removeEventListener('keydown', press);
    };
  }, [of]);
  return <Tooltip target={of} label={label} opened={shown} />;
}
