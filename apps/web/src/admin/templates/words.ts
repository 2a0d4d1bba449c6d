import type { MailTemplateFault } from '@redress/contract/mail-templates.js';
import type { Say } from '../../i18n/text.js';

const NAMES = [
  'acknowledgement',
  'formAcknowledgement',
  'statusLink',
  'taskQuestion',
  'taskReminder',
  'passwordLink',
] as const;

const known = (name: string): (typeof NAMES)[number] | undefined => NAMES.find((one) => one === name);

/** A template that is newer than this page stays as its code. */
export function nameWords(say: Say, name: string): string {
  const template = known(name);
  return template === undefined ? name : say(`admin.templates.name.${template}`);
}

export function sentWhen(say: Say, name: string): string {
  const template = known(name);
  return template === undefined ? '' : say(`admin.templates.when.${template}`);
}

const VARIABLES = {
  'ticket.number': 'number',
  'ticket.received_on': 'receivedOn',
  'ticket.answer_by': 'answerBy',
  'ticket.status_link': 'statusLink',
  'task.question': 'question',
  'task.summary': 'summary',
  'task.due_at': 'dueAt',
  'task.link': 'taskLink',
  'agent.name': 'agentName',
  'password.link': 'passwordLink',
  'installation.name': 'installation',
} as const;

const isVariable = (name: string): name is keyof typeof VARIABLES => name in VARIABLES;

export const variableWords = (say: Say, name: string): string =>
  isVariable(name) ? say(`admin.templates.variable.${VARIABLES[name]}`) : name;

/** The words of a reader who speaks another language than the server; what is newer than this page is told in English. */
export function faultWords(say: Say, { pointer, code, line, column, variable, message }: MailTemplateFault): string {
  const place = { part: say(pointer === '/subject' ? 'admin.templates.subject' : 'admin.templates.text') };
  if (code === 'unknownVariable' && line !== null && column !== null && variable !== null)
    return say('admin.templates.faults.unknownVariable', { ...place, line, column, variable });
  if (code === 'syntax' && line !== null && column !== null)
    return say('admin.templates.faults.syntax', { ...place, line, column, said: /\((.*)\)/.exec(message)?.[1] ?? '' });
  if (code === 'missing' && variable !== null)
    return say('admin.templates.faults.missing', { variable: `{{ ${variable} }}` });
  if (code === 'length') return say('admin.templates.faults.length', place);
  if (code === 'limit') return say('admin.templates.faults.limit');
  return message;
}
