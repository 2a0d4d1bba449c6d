import type { CauseNode, LikelyCause } from '@redress/contract/causes.js';
import type { Controllability } from '@redress/contract/words.js';
import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../i18n/text.js';
import { branchesOf, likelyQuery, treeQuery } from './cause-trees.js';
import { type Answer, needsNoCause } from './issue-answer.js';

const WHOSE: readonly Controllability[] = ['ours', 'partner', 'customer', 'unknown'];
const MOST_CONTRIBUTING = 10;
/** More would not be read before the tree is searched. */
const MOST_LIKELY = 5;

/** A chosen cause brings the hands it lies in, and takes "not found" back. */
const causeTaken = (tree: readonly CauseNode[], code: string | null): Partial<Answer> => ({
  rootCause: code,
  undetermined: false,
  controllability: tree.find((one) => one.code === code)?.controllability ?? null,
});

const writes = (target: EventTarget): boolean =>
  (target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)) ||
  target instanceof HTMLTextAreaElement;

/** Digits choose a likely cause wherever the focus is in the dialog, except where one writes. */
export function useLikelyKeys(ticketId: string, answer: Answer | undefined, change: (wish: Partial<Answer>) => void) {
  const { data } = useQuery(likelyQuery(ticketId, answer?.problemType ?? null));
  const tree = useQuery(treeQuery('root-causes')).data?.nodes ?? [];
  return (event: KeyboardEvent<HTMLFormElement>): void => {
    if (writes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (answer === undefined || needsNoCause(answer.outcome)) return;
    const cause = /^[1-9]$/.test(event.key) ? data?.causes.slice(0, MOST_LIKELY)[Number(event.key) - 1] : undefined;
    if (cause === undefined) return;
    event.preventDefault();
    change(causeTaken(tree, cause.code));
    event.currentTarget.querySelector<HTMLButtonElement>('button[type=submit]')?.focus();
  };
}

interface FormProps {
  /** Whose likely causes are proposed. */
  readonly ticketId: string;
  readonly answer: Answer;
  readonly change: (wish: Partial<Answer>) => void;
  /** One answer for many tickets names no contributing causes. */
  readonly forMany?: boolean;
}

/** Likely causes first, then the whole tree; what else helped it to happen once there is a cause. */
export function CauseChoice({ ticketId, answer, change, forMany = false }: FormProps): ReactNode {
  const { say, language } = useText();
  const likely = useQuery(likelyQuery(ticketId, answer.problemType)).data?.causes.slice(0, MOST_LIKELY) ?? [];
  const tree = useQuery(treeQuery('root-causes')).data?.nodes ?? [];
  const take = (code: string | null): void => change(causeTaken(tree, code));
  return (
    <div className="form">
      {likely.length > 0 && (
        <Likely causes={likely} chosen={answer.undetermined ? null : answer.rootCause} take={take} />
      )}
      <Select
        label={say(likely.length > 0 ? 'causes.other' : 'causes.cause')}
        placeholder={say('causes.search')}
        data={branchesOf(tree, language)}
        value={answer.undetermined || likely.some(({ code }) => code === answer.rootCause) ? null : answer.rootCause}
        onChange={take}
        searchable
        clearable
        nothingFoundMessage={say('causes.nothingFound')}
      />
      {answer.rootCause !== null && !answer.undetermined && (
        <CauseDetails tree={tree} answer={answer} cause={answer.rootCause} change={change} forMany={forMany} />
      )}
      <label className="cause-choice">
        <input
          type="checkbox"
          checked={answer.undetermined}
          onChange={(event) => change({ undetermined: event.currentTarget.checked })}
        />
        {say('causes.undetermined')}
      </label>
      {answer.undetermined && (
        <label className="field">
          <span>{say('causes.reason')}</span>
          <textarea
            rows={2}
            autoFocus
            value={answer.reason}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
        </label>
      )}
    </div>
  );
}

interface DetailsProps {
  readonly tree: readonly CauseNode[];
  readonly answer: Answer;
  readonly cause: string;
  readonly change: (wish: Partial<Answer>) => void;
  readonly forMany: boolean;
}

function CauseDetails({ tree, answer, cause, change, forMany }: DetailsProps): ReactNode {
  const { say, language } = useText();
  const others = tree.filter(({ code }) => code !== cause);
  return (
    <>
      <Select
        label={say('causes.whose')}
        data={WHOSE.map((value) => ({ value, label: say(`causes.controllability.${value}`) }))}
        value={answer.controllability ?? 'unknown'}
        allowDeselect={false}
        onChange={(value) => change({ controllability: WHOSE.find((one) => one === value) ?? null })}
      />
      {!forMany && (
        <MultiSelect
          label={say('causes.contributing')}
          placeholder={answer.contributing.length === 0 ? say('causes.search') : ''}
          data={branchesOf(others, language)}
          value={[...answer.contributing]}
          onChange={(contributing) => change({ contributing })}
          maxValues={MOST_CONTRIBUTING}
          searchable
          hidePickedOptions
          nothingFoundMessage={say('causes.nothingFound')}
        />
      )}
    </>
  );
}

interface LikelyProps {
  readonly causes: readonly LikelyCause[];
  readonly chosen: string | null;
  readonly take: (code: string) => void;
}

/** What others had, and how many: a proposal, chosen only by hand. */
function Likely({ causes, chosen, take }: LikelyProps): ReactNode {
  const { say, language } = useText();
  // counts of another kind are no part of the same whole
  const telling = causes[0]?.because;
  const most = Math.max(...causes.filter(({ because }) => because === telling).map(({ tickets }) => tickets), 1);
  return (
    <fieldset className="likely">
      <legend>
        {say('causes.cause')} <span className="muted">{say('causes.likely')}</span>
      </legend>
      {causes.map(({ code, labels, because, tickets }, index) => (
        <button
          key={code}
          type="button"
          className="likely-cause"
          aria-pressed={code === chosen}
          aria-keyshortcuts={String(index + 1)}
          onClick={() => take(code)}
        >
          <kbd aria-hidden="true">{index + 1}</kbd>
          <span className="spread">{labels[language]}</span>
          <span className="muted likely-because">{say(`causes.because.${because}`, { count: tickets })}</span>
          {because === telling && (
            <span className="likely-bar" aria-hidden="true" style={{ inlineSize: `${(tickets / most) * 100}%` }} />
          )}
        </button>
      ))}
    </fieldset>
  );
}
