import type { RoleName } from '@redress/contract/words.js';
import type { ReactNode } from 'react';
import type { TextKey } from '../i18n/text.js';

export interface AdminRoute {
  /** The part of the address after `/admin/`; the first one a role may see is where `/admin` leads. */
  readonly path: string;
  readonly label: TextKey;
  /** Who finds it in the navigation; what may be read or changed the server decides for itself. */
  readonly roles: readonly RoleName[];
  readonly load: () => Promise<{ readonly Screen: () => ReactNode }>;
}

/** One line each; a screen is fetched when it is opened. */
export const adminRoutes: readonly AdminRoute[] = [];
