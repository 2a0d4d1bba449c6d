import type { inbox as english } from '../en/inbox.js';
import type { TextsLike } from '../text.js';

export const inbox: TextsLike<typeof english> = {
  title: 'Benachrichtigungen',
  short: 'Neues',
  unreadCount_one: '{{count}} ungelesene Benachrichtigung',
  unreadCount_other: '{{count}} ungelesene Benachrichtigungen',
  settings: 'Benachrichtigungs-Einstellungen',
};
