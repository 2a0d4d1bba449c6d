import type { AskTask, Task } from '@redress/contract/tasks.js';
import type { Page } from '@redress/contract/answers.js';
import { queryOptions } from '@tanstack/react-query';
import { get, post } from '../api/client.js';
import { queryClient, refreshTimeline } from '../api/queries.js';

const TASKS = ['tasks'] as const;

export type TaskScope = 'mine' | 'asked' | 'open';

export const taskListQuery = (scope: TaskScope) =>
  queryOptions({
    queryKey: [...TASKS, scope],
    queryFn: ({ signal }) => get<Page<Task>>(`/tasks?scope=${scope}`, { signal }),
    staleTime: 5_000,
    refetchInterval: 60_000,
  });

/** @param version of the ticket: with each change of it the tasks are asked again. */
export const ticketTasksQuery = (ticketId: string, version: number) =>
  queryOptions({
    queryKey: [...TASKS, 'ticket', ticketId, version],
    queryFn: ({ signal }) => get<Page<Task>>(`/tickets/${ticketId}/tasks`, { signal }),
    placeholderData: (known) => known,
  });

async function changed(task: Task): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: TASKS }), refreshTimeline(task.ticket.id)]);
}

export async function answerTask(task: Task, text: string): Promise<void> {
  await changed(await post<Task>(`/tasks/${task.id}/answer`, { body: { text } }));
}

export async function waiveTask(task: Task): Promise<void> {
  await changed(await post<Task>(`/tasks/${task.id}/waive`));
}

export async function askTask(ticketId: string, body: AskTask): Promise<void> {
  await changed(await post<Task>(`/tickets/${ticketId}/tasks`, { body }));
}
