export const linkDialog = {
  title: 'Link or merge',
  search: 'Number, subject or customer',
  how: 'How do they belong together?',
  merge: 'Merge into it',
  mergeExplain: 'This ticket stays readable; replies arrive in the other one.',
  link: 'Link',
  nothing: 'No ticket found.',
  suggested: 'Perhaps the same',
} as const;

export const escalate = {
  open: 'Escalate …',
  openBack: 'Take escalation back …',
  title: 'Escalate',
  backTitle: 'Take escalation back',
  kind: 'What is missing',
  hierarchical: 'Authority: somebody above has to know or decide',
  functional: 'Skill: somebody else can do this better, and takes it over',
  to: 'To whom',
  lead: 'The team lead',
  reason: 'Reason (stays as a note)',
  submit: 'Escalate',
  submitBack: 'Take back',
  done: '{{number}} escalated',
  doneBack: 'Escalation of {{number}} taken back',
  functionalTag: 'Escalated (skill)',
  hierarchicalTag: 'Escalated (authority)',
} as const;

export const splitDialog = {
  title: 'Split off a new ticket',
  subject: 'Subject of the new ticket',
  messages: 'Messages that move along',
  issues: 'Issues that move along',
  submit: 'Split',
} as const;
