import { instant } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import { changedTexts } from '@redress/persistence/stores/mail-templates.store.js';
import { type FilledLetter, letterFor, momentIn } from './letters.js';

/** What somebody without a seat is asked: the question and nothing else of the ticket. */
export interface AskedQuestion {
  readonly installation: string;
  readonly asker: string;
  readonly question: string;
  readonly dueAt: Date;
  readonly link: string;
  /** Null where the asker's language is not known. */
  readonly language: string | null;
}

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 80);

/** In the language of whoever asks: he asks his own house. */
export async function questionLetter(
  sql: Sql,
  name: 'taskQuestion' | 'taskReminder',
  asked: AskedQuestion,
): Promise<FilledLetter> {
  return letterFor(name, asked.language, await changedTexts(sql, name), (language) => ({
    'task.question': asked.question,
    'task.summary': firstLine(asked.question),
    'task.due_at': momentIn(language, instant(asked.dueAt.getTime())),
    'task.link': asked.link,
    'agent.name': asked.asker,
    'installation.name': asked.installation,
  }));
}
