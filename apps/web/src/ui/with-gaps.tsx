import type { FilledText } from '@redress/contract/snippets.js';
import type { ReactNode } from 'react';
import './gaps.css';

/** A filled text with what is missing in it marked. */
export function WithGaps({ text, gaps }: FilledText): ReactNode {
  return (
    <>
      {gaps.map(({ from, to }, index) => (
        <span key={from}>
          {text.slice(gaps[index - 1]?.to ?? 0, from)}
          <mark className="gap">{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(gaps.at(-1)?.to ?? 0)}
    </>
  );
}
