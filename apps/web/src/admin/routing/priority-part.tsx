import type { PriorityTable } from '@redress/contract/routing.js';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { queryClient } from '../../api/queries.js';
import { useText } from '../../i18n/text.js';
import { TextButton } from '../../ui/parts.js';
import { toast } from '../../ui/toasts.js';
import { FormSummary, MovedOn, useSave } from '../form.js';
import { priorityQuery, savePriorities } from './calls.js';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/** Severity down, risk across; the darker a cell, the more urgent. */
export function PriorityPart(): ReactNode {
  const { say } = useText();
  const { data } = useQuery(priorityQuery);
  const [rows, setRows] = useState<PriorityTable['rows'] | null>(null);
  useEffect(() => setRows(null), [data]);
  const shown = rows ?? data?.rows;
  const save = useSave({
    work: () => savePriorities(rows ?? [], data?.version ?? 0),
    done: (saved) => {
      queryClient.setQueryData(priorityQuery.queryKey, saved);
      toast({ text: say('admin.routing.tableSaved') });
    },
    moved: () => queryClient.invalidateQueries({ queryKey: priorityQuery.queryKey }),
  });
  if (shown === undefined) return null;
  const set = (row: number, column: number, name: string): void => {
    const priority = PRIORITIES.find((one) => one === name);
    if (priority !== undefined)
      setRows(
        shown.map((line, at) => (at === row ? line.map((one, index) => (index === column ? priority : one)) : line)),
      );
  };
  return (
    <section className="calendar-part" aria-labelledby="priority-title">
      <header className="calendar-part-head">
        <h3 id="priority-title">{say('admin.routing.table')}</h3>
        <span className="muted spread">{say('admin.routing.tableExplain')}</span>
        {rows !== null && (
          <TextButton onClick={() => save.submit()} disabled={save.busy}>
            {say('admin.routing.tableSave')}
          </TextButton>
        )}
      </header>
      <FormSummary faults={save.faults} />
      {save.movedOn && <MovedOn keep={() => save.submit()} theirs={() => setRows(null)} />}
      <div className="table-wrap">
        <table className="priority-table">
          <thead>
            <tr>
              <td />
              {shown[0]?.map((_, index) => (
                <th key={index} scope="col">
                  {say('admin.routing.risk', { n: index + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line, row) => (
              <tr key={row}>
                <th scope="row">{say('admin.routing.severity', { n: row + 1 })}</th>
                {line.map((priority, column) => (
                  <td key={column} className={priority}>
                    <select
                      aria-label={say('admin.routing.cell', { severity: row + 1, risk: column + 1 })}
                      value={priority}
                      onChange={(event) => set(row, column, event.currentTarget.value)}
                    >
                      {PRIORITIES.map((one) => (
                        <option key={one} value={one}>
                          {say(`words.priority.${one}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
