import type { Absence } from '@redress/contract/routing.js';
import type { Page } from '@redress/contract/answers.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post, put, queryOf, remove } from '../api/client.js';
import { queryClient } from '../api/queries.js';

const ROOT = '/absences';

/** @param agentId null: of everybody whose absences this person may see */
export function absencesQuery(agentId: string | null) {
  return queryOptions({
    queryKey: ['admin', ROOT, agentId ?? 'all'],
    queryFn: ({ signal }) => get<Page<Absence>>(`${ROOT}${queryOf({ agent: agentId ?? undefined })}`, { signal }),
    staleTime: 2_000,
  });
}

export interface AbsenceBody {
  readonly agentId: string;
  readonly from: string;
  readonly to: string;
  readonly deputyId: string | null;
}

export function saveAbsence(seen: Absence | null, body: AbsenceBody): Promise<Absence> {
  if (seen === null) return post<Absence>(ROOT, { body });
  return put<Absence>(`${ROOT}/${seen.id}`, { body, ifMatch: seen.version });
}

export const dropAbsence = ({ id, version }: Absence): Promise<void> => remove(`${ROOT}/${id}`, { ifMatch: version });

/** Who is away stands in the list of people's work, too. */
export async function refreshAbsences(): Promise<void> {
  await Promise.all([ROOT, '/agents/work'].map((path) => queryClient.invalidateQueries({ queryKey: ['admin', path] })));
}
