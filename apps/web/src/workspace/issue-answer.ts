import type { Issue } from '@redress/contract/ticket.js';
import type { Controllability, IssueOutcome } from '@redress/contract/words.js';

/** What is being said about one issue in the dialog. */
export interface Answer {
  readonly outcome: IssueOutcome | null;
  readonly problemType: string | null;
  readonly rootCause: string | null;
  /** What else helped it to happen; never the cause itself. */
  readonly contributing: readonly string[];
  readonly controllability: Controllability | null;
  readonly undetermined: boolean;
  readonly reason: string;
}

/** For tickets of which nothing is known here. */
export const NOTHING_SAID: Answer = {
  ...{ outcome: null, problemType: null, rootCause: null, contributing: [], controllability: null },
  ...{ undetermined: false, reason: '' },
};

export const answerOf = (issue: Issue): Answer => ({
  outcome: issue.outcome,
  problemType: issue.problemType,
  rootCause: issue.rootCause,
  contributing: issue.contributing,
  controllability: issue.controllability,
  undetermined: issue.undetermined,
  reason: '',
});

const NEEDS_NO_CAUSE: readonly (IssueOutcome | null)[] = ['withdrawn', 'outOfScope'];

export const needsNoCause = (outcome: IssueOutcome | null): boolean => NEEDS_NO_CAUSE.includes(outcome);

/** What keeps a complaint from being resolved; null when nothing does. */
export function lackOf(issue: Pick<Issue, 'undetermined'>, answer: Answer): 'outcome' | 'cause' | 'reason' | null {
  if (answer.undetermined && !issue.undetermined && answer.reason.trim() === '') return 'reason';
  if (answer.outcome === null) return 'outcome';
  if (needsNoCause(answer.outcome) || answer.rootCause !== null || answer.undetermined) return null;
  return 'cause';
}

const sameCodes = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((code) => other.includes(code));

/** Only what differs goes to the server; null when nothing does. */
export function changesOf(issue: Issue, answer: Answer): Readonly<Record<string, unknown>> | null {
  const reason = answer.reason.trim();
  const contributing = answer.rootCause === null ? [] : answer.contributing.filter((code) => code !== answer.rootCause);
  const changes = {
    ...(answer.outcome === issue.outcome ? {} : { outcome: answer.outcome }),
    ...(answer.problemType === issue.problemType ? {} : { problemType: answer.problemType }),
    ...(answer.undetermined || answer.rootCause === issue.rootCause ? {} : { rootCause: answer.rootCause }),
    ...(answer.undetermined ||
    answer.rootCause === null ||
    answer.controllability === null ||
    answer.controllability === issue.controllability
      ? {}
      : { controllability: answer.controllability }),
    ...(answer.undetermined || sameCodes(contributing, issue.contributing) ? {} : { contributing }),
    ...(answer.undetermined && reason !== '' ? { undeterminedReason: reason } : {}),
  };
  return Object.keys(changes).length === 0 ? null : { id: issue.id, ...changes };
}
