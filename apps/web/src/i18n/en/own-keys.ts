export const ownKeys = {
  title: 'Key of “{{name}}”',
  change: 'Change the key of “{{name}}”',
  changed: 'changed',
  none: 'none',
  off: 'Off: those with Ctrl, ⌘ and Enter work all the same.',
  explain: 'A letter, a digit or a sign, also with Shift or with Ctrl or ⌘; or two of them one right after the other.',
  field: 'New key',
  press: 'Press the key',
  now: 'Now: {{key}}',
  noneNow: 'It has no key now.',
  free: '{{key}} is free.',
  taken: 'Taken: “{{name}}” has {{theirs}}.',
  reserved: '{{key}} cannot be chosen: the browser needs it, or it is the same for everybody.',
  swap: 'Swap the two keys',
  back: 'Back to the usual key, {{key}}',
  without: 'Without a key',
  own_one: 'One key is changed.',
  own_other: '{{count}} keys are changed.',
  allBack: 'All back to the usual keys',
  allUsual: 'All keys are the usual ones.',
  mineAgain: 'Mine again',
} as const;

/** What the sheet says besides the names of the keys. */
export const keysheet = {
  explain: 'Single letters work outside of text fields.',
  groups: {
    list: 'List',
    ticket: 'Ticket',
    timeline: 'Reading',
    composer: 'Writing',
    go: 'Go to',
    app: 'Everywhere',
  },
} as const;
