/** What the bell says before it is opened; the rest comes with `notices.ts`. */
export const inbox = {
  title: 'Notifications',
  short: 'Inbox',
  unreadCount_one: '{{count}} unread notification',
  unreadCount_other: '{{count}} unread notifications',
  settings: 'Notification settings',
} as const;
