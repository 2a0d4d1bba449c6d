export const course = {
  title: 'History of {{number}}',
  clocks: 'Also the course of the due times',
  undone: 'taken back',
  undo: 'Undo',
  undoThis: 'Undo: {{what}}',
  none: 'Nothing has happened yet',
  more: 'The newest {{count}} changes',
} as const;
