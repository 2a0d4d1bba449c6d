import type { ReactNode } from 'react';

export function CustomerList(): ReactNode {
  return null;
}
