import type { ReactNode } from 'react';

interface ChoiceRowProps<Value extends string> {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly { readonly value: Value; readonly words: string }[];
  readonly chosen: Value;
  readonly choose: (value: Value) => void;
}

/** A few choices beside each other; arrow keys go through them. */
export function ChoiceRow<Value extends string>(props: ChoiceRowProps<Value>): ReactNode {
  const { name, legend, choices, chosen, choose } = props;
  return (
    <fieldset>
      <legend className="form-legend">{legend}</legend>
      <div className="choice-row">
        {choices.map(({ value, words }) => (
          <label key={value} className={value === chosen ? 'choice on' : 'choice'}>
            <input
              type="radio"
              name={name}
              className="unseen"
              checked={value === chosen}
              onChange={() => choose(value)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
