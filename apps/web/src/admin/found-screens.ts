import type { RoleName } from '@redress/contract/words.js';
import { createContext } from 'react';
import type { TextKey } from '../i18n/text.js';

/** A screen of the administration, with who finds it. */
export interface FoundScreen {
  readonly path: string;
  readonly label: TextKey;
  readonly roles: readonly RoleName[];
}

/** All of them, for a screen that tells of the others. */
export const FoundScreens = createContext<readonly FoundScreen[]>([]);
