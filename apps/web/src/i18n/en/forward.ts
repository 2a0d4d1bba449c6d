export const forward = {
  title: 'Forward',
  unseen: 'The customer does not see this.',
  subject: 'Subject',
  placeholder: 'What should they know or do?',
  below: 'Below it: the message of {{name}}',
  send: 'Forward',
  sent: 'Forwards in {{span}}',
} as const;
