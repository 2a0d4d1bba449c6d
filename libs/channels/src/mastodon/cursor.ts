import { listIn, parsed, textIn } from '../foreign.js';

/** A post that was taken in, in the state in which it was. */
export interface Watched {
  readonly id: string;
  /** When it was changed last; empty when it never was. */
  readonly editedAt: string;
}

export interface Cursor {
  /** The newest notification that was taken in; null before the first look. */
  readonly since: string | null;
  /** The newest first: whether they are changed or deleted is looked after. */
  readonly watched: readonly Watched[];
}

const MOST_WATCHED = 500;

export function readCursor(text: string | null): Cursor {
  const stored = parsed(text ?? '{}');
  return {
    since: textIn(stored['since']) || null,
    watched: listIn(stored['watched']).map((pair) => {
      const [id, editedAt] = listIn(pair);
      return { id: textIn(id), editedAt: textIn(editedAt) };
    }),
  };
}

export const writeCursor = ({ since, watched }: Cursor): string =>
  JSON.stringify({ since, watched: watched.slice(0, MOST_WATCHED).map(({ id, editedAt }) => [id, editedAt]) });
