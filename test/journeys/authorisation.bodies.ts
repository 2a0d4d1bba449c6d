/* What is sent to routes that make things; `{name}` is filled in with the id of a thing in queue A. */
export const plan = {
  name: 'Plan {new}',
  levels: [
    {
      level: 1,
      offset: { percent: 80 },
      repeat: null,
      kind: 'hierarchical',
      to: { role: 'teamLead' },
      action: 'notify',
    },
  ],
};
export const trigger = {
  name: 'Trigger {new}',
  position: 1,
  enabled: false,
  fires: { on: 'created' },
  condition: null,
  actions: [{ do: 'setPriority', priority: 'high' }],
};
export const snippet = {
  name: 'Thanks',
  word: 'thanks-{new}',
  texts: [{ language: 'en', text: 'Thank you' }],
  sharedWith: 'everybody',
};
export const macro = {
  ...{ name: 'Macro {new}', position: 1, condition: null, goTo: 'stay', sharedWith: 'everybody' },
  steps: [{ do: 'setPriority', priority: 'high' }],
};
export const webhook = { name: 'Hook {new}', url: 'https://hooks.example.org/in', kinds: ['created'], enabled: true };
export const policy = {
  name: 'Policy {new}',
  enabled: false,
  targets: [
    { milestone: 'update', byPriority: { high: { minutes: 60 } }, time: 'wall', pausesIn: [], accepts: 'human' },
  ],
  warnAt: [],
  templates: [],
};
export const template = {
  name: 'Template {new}',
  source: 'House rules',
  duties: [
    { part: 'final', target: { weeks: 4 }, starts: 'receipt', metBy: 'decision', pausesIn: [], optional: false },
  ],
};
export const letter = { subject: 'We have it', text: 'Thank you.' };
export const account = {
  ...{ address: 'box-{new}@desk.test', queueId: '{queueA}', host: 'localhost', port: 1, security: 'plain' },
  ...{ user: 'box', authentication: 'password', secret: 'a mailbox password', folders: ['INBOX'] },
  ...{ markSeen: true, enabled: false },
};
