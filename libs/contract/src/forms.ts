import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

export type FormLanguageName = 'en' | 'de' | 'it';

/** The same words in several languages; the words of the house stand for what is left out. */
export interface FormWords {
  readonly en?: string;
  readonly de?: string;
  readonly it?: string;
}

export type FormFieldKindName =
  | 'description'
  | 'subject'
  | 'email'
  | 'name'
  | 'phone'
  | 'customerNumber'
  | 'orderNumber'
  | 'product'
  | 'desiredRemedy'
  | 'files'
  | 'consent'
  | 'text';

export interface FormOptionView {
  /** The code of the register, where the product is in it. */
  readonly value: string;
  readonly label: FormWords;
}

export interface FormFieldView {
  /** Names it in what is sent: the kind, or a name of one's own for `text`. */
  readonly key: string;
  readonly kind: FormFieldKindName;
  readonly required: boolean;
  readonly label: FormWords;
  readonly hint: FormWords;
  /** Of a product. */
  readonly options: readonly FormOptionView[];
}

/** A form for customers on the web. */
export interface WebForm {
  readonly id: string;
  /** In its address: `/f/{slug}`. */
  readonly slug: string;
  /** For the house only. */
  readonly name: string;
  readonly queue: Named;
  readonly enabled: boolean;
  /** The first one speaks where a browser asks for none of them. */
  readonly languages: readonly FormLanguageName[];
  readonly title: FormWords;
  readonly intro: FormWords;
  readonly fields: readonly FormFieldView[];
  /** Origins of pages that may show it in a frame. */
  readonly origins: readonly string[];
  /** Where customers find it. */
  readonly url: string;
  readonly version: number;
}

/** A page as customers would see it, without scripts. */
export interface FormPreview {
  readonly html: string;
}

/** What whoever sent a form is told. */
export interface WebFormReceipt {
  readonly ticketNumber: string;
  /** The secret page of this complaint: it shows the own text and how far it is. */
  readonly statusUrl: string;
  /** When an answer is due. */
  readonly answerBy: Timestamp;
}
