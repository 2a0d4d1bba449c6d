import type { Named } from './answers.js';
import type { Timestamp } from './words.js';

export type TaskStateName = 'open' | 'answered' | 'waived';

/** The ticket that a task belongs to; without a subject for those who may not see it. */
export interface TaskTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string | null;
}

export interface Task {
  readonly id: string;
  readonly ticket: TaskTicket;
  readonly question: string;
  readonly askedBy: Named | null;
  /** Exactly one of agent, team and address is who was asked. */
  readonly agent: Named | null;
  readonly team: Named | null;
  readonly address: string | null;
  readonly state: TaskStateName;
  /** The mail with the question came back: whom we asked does not know of it. Null while nothing says so. */
  readonly undeliverable: { readonly at: Timestamp; readonly because: string } | null;
  /** It was or is answered after its due time. */
  readonly late: boolean;
  readonly askedAt: Timestamp;
  readonly dueAt: Timestamp;
  readonly endedAt: Timestamp | null;
  /** Null until it is answered, and for those who may not see the ticket. */
  readonly answer: string | null;
  readonly answeredBy: Named | null;
  readonly answeredVia: 'desk' | 'mail' | 'link' | null;
}

/** `POST /tickets/{id}/tasks`: exactly one of the three in `to`; `dueMinutes` counts the time of those who are asked. */
export interface AskTask {
  readonly question: string;
  readonly to: { readonly agentId?: string; readonly teamId?: string; readonly email?: string };
  readonly dueMinutes?: number;
  readonly dueAt?: Timestamp;
  /** Sets the ticket to waitingInternal until it is answered. */
  readonly wait?: boolean;
}

/** `POST /tasks/{id}/answer`. */
export interface AnswerTask {
  readonly text: string;
}
