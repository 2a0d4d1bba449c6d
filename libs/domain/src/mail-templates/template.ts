import { BUILT_IN } from './built-in.js';

/** Every mail that goes out without a person having written its words. Notifications to those who work here are lists, made of codes. */
export const MAIL_TEMPLATES = [
  'acknowledgement',
  'formAcknowledgement',
  'statusLink',
  'taskQuestion',
  'taskReminder',
  'passwordLink',
] as const;
export type MailTemplateName = (typeof MAIL_TEMPLATES)[number];

const MAIL_VARIABLES = [
  'ticket.number',
  'ticket.received_on',
  'ticket.answer_by',
  'ticket.status_link',
  'task.question',
  'task.summary',
  'task.due_at',
  'task.link',
  'agent.name',
  'password.link',
  'installation.name',
] as const;
export type MailVariable = (typeof MAIL_VARIABLES)[number];

/** Null where there is none; what a template may not ask for is absent. */
export type MailValues = Readonly<Partial<Record<MailVariable, string | null>>>;

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** `must`: without it the mail is of no use, and is refused. `should`: what is owed to whoever gets it, and is warned of. */
export type Need = 'must' | 'should' | 'may';

interface Shape {
  readonly goesTo: 'customer' | 'outside' | 'colleague';
  /**
   * A closed list: nothing else is ever put into this mail. Acknowledgements go to whoever seems to have written, so they carry neither a
   * name nor a word that he chose: else anybody could have us send his words to a stranger.
   */
  readonly variables: Readonly<Partial<Record<MailVariable, Need>>>;
}

const RECEIPT = {
  'ticket.number': 'should',
  'ticket.received_on': 'may',
  'ticket.answer_by': 'should',
  'ticket.status_link': 'may',
  'installation.name': 'may',
} as const;
const QUESTION = {
  'task.question': 'must',
  'task.summary': 'may',
  'task.due_at': 'should',
  'task.link': 'should',
  'agent.name': 'may',
  'installation.name': 'may',
} as const;

export const TEMPLATE_SHAPES: Readonly<Record<MailTemplateName, Shape>> = {
  acknowledgement: { goesTo: 'customer', variables: RECEIPT },
  formAcknowledgement: { goesTo: 'customer', variables: RECEIPT },
  statusLink: {
    goesTo: 'customer',
    variables: { 'ticket.number': 'should', 'ticket.status_link': 'must', 'installation.name': 'may' },
  },
  taskQuestion: { goesTo: 'outside', variables: QUESTION },
  taskReminder: { goesTo: 'outside', variables: QUESTION },
  passwordLink: { goesTo: 'colleague', variables: { 'password.link': 'must', 'installation.name': 'may' } },
};

const isVariable = (name: string): name is MailVariable => MAIL_VARIABLES.some((one) => one === name);

/** What a template may ask for, and how much it has to. */
export const variablesOf = (name: MailTemplateName): readonly (readonly [MailVariable, Need])[] =>
  Object.entries(TEMPLATE_SHAPES[name].variables).flatMap(([variable, need]) =>
    isVariable(variable) ? [[variable, need] as const] : [],
  );

export const TEMPLATE_LIMITS = { subject: 300, text: 10_000, languages: 20 } as const;

/** A text that an administrator wrote, in one language. */
export interface ChangedText extends MailText {
  /** ISO 639-1. */
  readonly language: string;
}

export interface Candidate extends ChangedText {
  readonly isChanged: boolean;
}

const plain = (language: string | null): string | null => language?.toLowerCase().split(/[-_]/)[0] ?? null;

export const builtInLanguages = (name: MailTemplateName): readonly string[] => Object.keys(BUILT_IN[name]);

export const builtInText = (name: MailTemplateName, language: string): MailText | null =>
  Object.entries(BUILT_IN[name]).find(([one]) => one === language)?.[1] ?? null;

/** The texts that could be sent to somebody of this language, the best one first; the last one is built in, so that there always is one. */
export function textsFor(
  name: MailTemplateName,
  language: string | null,
  changed: readonly ChangedText[],
): readonly [Candidate, ...Candidate[]] {
  const wanted = plain(language);
  const [own, ...others] = [...(wanted === null || wanted === 'en' ? [] : [wanted]), 'en'].flatMap((one) => [
    ...changed.filter((text) => text.language === one).map((text) => ({ ...text, isChanged: true })),
    ...[builtInText(name, one)].flatMap((text) =>
      text === null ? [] : [{ ...text, language: one, isChanged: false }],
    ),
  ]);
  return [own ?? { ...BUILT_IN[name].en, language: 'en', isChanged: false }, ...others];
}
