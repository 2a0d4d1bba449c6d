import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

/** What a mail asks for or may ask for; `must`: else it is refused, `should`: else there is a warning. */
export interface MailTemplateVariable {
  readonly name: string;
  readonly need: 'must' | 'should' | 'may';
}

/** `outside`: somebody who is asked by mail and has no seat here. */
export type MailTemplateReader = 'customer' | 'outside' | 'colleague';

/** One language of a template, without its words. */
export interface MailTemplateLanguage {
  readonly language: string;
  readonly builtIn: boolean;
  /** An administrator wrote what is sent. */
  readonly changed: boolean;
  /** 0 while nobody has changed it. */
  readonly version: number;
  readonly changedAt: Timestamp | null;
  readonly changedBy: Named | null;
}

export interface MailTemplate {
  readonly name: string;
  readonly goesTo: MailTemplateReader;
  readonly variables: readonly MailTemplateVariable[];
  readonly languages: readonly MailTemplateLanguage[];
}

export interface MailTemplateWarning {
  readonly code: 'missing';
  readonly variable: string;
}

/** What somebody of this language gets. */
export interface MailTemplateText extends MailTemplateLanguage {
  readonly template: string;
  readonly goesTo: MailTemplateReader;
  readonly variables: readonly MailTemplateVariable[];
  readonly subject: string;
  readonly text: string;
  /** Of which language the words are: another one where nobody wrote any in this. */
  readonly wordsIn: string;
  readonly builtInText: { readonly subject: string; readonly text: string } | null;
}

export interface MailTemplateFault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** Counted from 1; null where no place is to blame. */
  readonly line: number | null;
  readonly column: number | null;
  readonly variable: string | null;
}

/** How a mail would read. With faults nothing could be filled in, and the words are empty. */
export interface MailTemplatePreview {
  readonly subject: string;
  readonly text: string;
  readonly faults: readonly MailTemplateFault[];
  readonly warnings: readonly MailTemplateWarning[];
}
