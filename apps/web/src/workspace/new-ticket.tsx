import type { ReactNode } from 'react';

export function NewTicket(): ReactNode {
  return null;
}
