import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.js';

export interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly width?: number | 'auto';
  readonly children: ReactNode;
}

export function DialogFrame({ title, close, width = 480, children }: DialogProps): ReactNode {
  const { say } = useText();
  return (
    <Modal opened onClose={close} title={title} size={width} closeButtonProps={{ 'aria-label': say('shell.close') }}>
      {children}
    </Modal>
  );
}
