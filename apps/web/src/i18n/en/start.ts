/** What a new person and a new installation meet first. */
export const start = {
  steps: {
    title: 'First steps',
    done: '{{done}} of {{all}}',
    taken: 'done',
    hide: 'Hide these',
    reply: { title: 'Answer a complaint', explain: 'Open one, write, send. It can be taken back for ten seconds.' },
    cause: {
      title: 'Say why it happened',
      explain: 'Each complaint ends with a cause, so that the next one need not come.',
    },
    figures: {
      title: 'See what they add up to',
      explain: 'What changed, which causes make most of it, and since when.',
    },
    mailbox: { title: 'Connect a mailbox', explain: 'Address, password, a test of each step, and mail comes in.' },
    colleague: { title: 'Invite a colleague', explain: 'A name, an address, a role: you get a link to hand over.' },
  },
  demo: {
    bar: 'Demo: half a year of a small maker of lamps',
    title: 'The demo',
    simulate: 'Simulate a day',
    simulateExplain:
      'Mails, forms, calls and posts come in as on a busy day. They are tickets like any others; starting clean does not remove them.',
    speed: 'How fast',
    times: '{{n}}×',
    begin: 'Begin',
    end: 'End the day',
    running: 'A day passes {{n}} times as fast as it does',
    clear: 'Start clean',
    clearExplain_one:
      'Removes {{count}} ticket of the demo with its people, queues and rules. What you set up or wrote yourself stays.',
    clearExplain_other:
      'Removes {{count}} tickets of the demo with their people, queues and rules. What you set up or wrote yourself stays.',
    clearSure: 'Remove the demo',
    loading: 'The demo is still being loaded …',
    clearing: 'The demo is being removed …',
    cleared: 'The demo is gone. This desk is yours.',
    elsewhere: 'This part of Redress was not started by “redress start”. On its machine: {{command}}',
    trouble: 'It did not work: {{reason}}',
    hide: 'Hide until the next visit',
  },
} as const;
