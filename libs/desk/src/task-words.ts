/** What somebody without a seat is asked: the question and nothing else of the ticket. */
export interface TaskLetter {
  readonly installation: string;
  readonly asker: string;
  readonly question: string;
  readonly dueAt: Date;
  readonly link: string;
  /** Null where the asker's language is not known. */
  readonly language: string | null;
  readonly reminder: boolean;
}

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 80);

const local = (at: Date, language: 'en' | 'de'): string =>
  `${new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(at)} (UTC)`;

/** German for German askers: they ask their own house. */
export function taskLetter(letter: TaskLetter): { readonly subject: string; readonly text: string } {
  const { installation, asker, question, dueAt, link } = letter;
  if (letter.language === 'de') {
    return {
      subject: `${letter.reminder ? 'Erinnerung: ' : ''}Frage von ${installation}: ${firstLine(question)}`,
      text: `Guten Tag,\n\n${asker} fragt:\n\n${question}\n\nBitte antworten Sie bis ${local(dueAt, 'de')}: entweder auf diese E-Mail oder hier:\n\n${link}\n\nIhre Antwort bleibt im Haus; der Kunde bekommt sie nicht.\n`,
    };
  }
  return {
    subject: `${letter.reminder ? 'Reminder: ' : ''}Question from ${installation}: ${firstLine(question)}`,
    text: `Hello,\n\n${asker} asks:\n\n${question}\n\nPlease answer by ${local(dueAt, 'en')}: either reply to this mail or answer here:\n\n${link}\n\nYour answer stays in the house; the customer does not get it.\n`,
  };
}
