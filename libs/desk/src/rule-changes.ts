import { Refusal } from '@redress/domain/refusal.js';
import { sqlState } from '@redress/persistence/sql.js';
import { faulty } from './people.js';

/** @param seen the version that the asker saw; null acts on whatever is there. @throws Refusal moved-on */
export function refuseStaleRule(what: string, version: number, seen: number | null): void {
  if (seen === null || seen === version) return;
  const words = `Somebody changed this ${what} meanwhile: it is at version ${version}, you saw ${seen}. Read it again and make your change on top of that.`;
  throw new Refusal('moved-on', words);
}

const UNIQUE = '23505';

/** PostgreSQL sees first that a name is taken. @throws Refusal invalid */
export async function unlessTaken<Result>(
  what: string,
  work: () => Promise<Result>,
  pointer = '/name',
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === UNIQUE) throw faulty(pointer, 'taken', `There is a ${what} of this name already`);
    throw error;
  }
}
