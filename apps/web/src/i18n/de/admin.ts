import type { TextsLike } from '../text.js';
import type { admin as english } from '../en/admin.js';

export const admin: TextsLike<typeof english> = {
  title: 'Verwaltung',
};
