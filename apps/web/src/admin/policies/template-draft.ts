import type {
  RegulatoryDutyLine,
  RegulatoryTemplate,
  RegulatoryTemplateWithVersions,
} from '@redress/contract/sla-policy.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post, put, remove } from '../../api/client.js';
import { queryClient } from '../../api/queries.js';
import { readTarget, targetText } from './target-text.js';

const ROOT = '/regulatory-templates';

/** One duty as it is typed. */
export interface DutyDraft {
  readonly part: string;
  readonly target: string;
  readonly starts: RegulatoryDutyLine['starts'];
  readonly metBy: RegulatoryDutyLine['metBy'];
  readonly pausesIn: RegulatoryDutyLine['pausesIn'];
  readonly optional: boolean;
}

export interface TemplateDraft {
  readonly name: string;
  /** Cannot be changed once it is saved: policies name the template by it. */
  readonly code: string;
  readonly source: string;
  readonly duties: readonly DutyDraft[];
}

export const PARTS = [
  'acknowledgement',
  'interim',
  'summaryResolution',
  'regularFinal',
  'final',
  'stage1',
  'stage1Extended',
  'stage2',
] as const;
const MOST_DUTIES = 20;

export const STARTS = ['receipt', 'acknowledgement', 'reopening'] as const;
export const MET_BY = ['acknowledgement', 'publicReply', 'decision'] as const;
export const PAUSES = ['waitingCustomer', 'waitingThirdParty', 'waitingInternal', 'scheduled'] as const;

export function templateDraft(of: RegulatoryTemplate | null): TemplateDraft {
  if (of === null) return { name: '', code: '', source: '', duties: [newDuty([])] };
  const { name, code, source, duties } = of;
  return { name, code, source, duties: duties.map((duty) => ({ ...duty, target: targetText(duty.target) })) };
}

/** A draft of the house's own; the code has to be another one. */
export function copyOf(of: RegulatoryTemplate, name: string): TemplateDraft {
  return { ...templateDraft(of), name, code: codeOf(name) };
}

/** The next part that the template does not have; null when it has them all. */
export function newDuty(duties: readonly DutyDraft[]): DutyDraft {
  const part = ['final', ...PARTS].find((one) => !duties.some((duty) => duty.part === one)) ?? 'final';
  return { part, target: '', starts: 'receipt', metBy: 'decision', pausesIn: [], optional: false };
}

export const mayAddDuty = (duties: readonly DutyDraft[]): boolean =>
  duties.length < MOST_DUTIES && PARTS.some((part) => !duties.some((duty) => duty.part === part));

/** What a name becomes as a code: "House rule, 10 days" is `houseRule10Days`. */
export function codeOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/ß/g, 'ss')
      .match(/[A-Za-z0-9]{1,40}/g) ?? [];
  const joined = words
    .slice(0, 20)
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  return joined
    .replace(/^[0-9]+/, '')
    .replace(/^./, (first) => first.toLowerCase())
    .slice(0, 40);
}

export type TemplateFault = 'name' | 'code' | 'source' | 'duties' | 'twice';

export function templateFaults({ name, code, source, duties }: TemplateDraft): readonly TemplateFault[] {
  const isText = (text: string): boolean => text.trim() !== '' && text.trim().length <= 200;
  return [
    ...(isText(name) ? [] : (['name'] as const)),
    ...(/^[a-z][A-Za-z0-9]{1,39}$/.test(code) ? [] : (['code'] as const)),
    ...(isText(source) ? [] : (['source'] as const)),
    ...(duties.length > 0 && duties.every(({ target }) => readTarget(target) !== null) ? [] : (['duties'] as const)),
    ...(new Set(duties.map(({ part }) => part)).size === duties.length ? [] : (['twice'] as const)),
  ];
}

/** @param basedOn the code of the template that a new one was copied from */
export function saveTemplate(
  seen: RegulatoryTemplate | null,
  draft: TemplateDraft,
  basedOn: string | null,
): Promise<RegulatoryTemplate> {
  const duties = draft.duties.map((duty) => ({ ...duty, target: readTarget(duty.target) }));
  const body = { name: draft.name.trim(), source: draft.source.trim(), duties };
  if (seen === null) return post<RegulatoryTemplate>(ROOT, { body: { ...body, code: draft.code, basedOn } });
  return put<RegulatoryTemplate>(`${ROOT}/${seen.id ?? ''}`, { body, ifMatch: seen.version });
}

export const dropTemplate = ({ id, version }: RegulatoryTemplate): Promise<void> =>
  remove(`${ROOT}/${id ?? ''}`, { ifMatch: version });

/** With all that it said in earlier versions. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', ROOT, id],
    queryFn: ({ signal }) => get<RegulatoryTemplateWithVersions>(`${ROOT}/${id}`, { signal }),
  });

export const refreshTemplates = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['admin', ROOT] });
