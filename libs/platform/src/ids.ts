import { v7 } from 'uuid';

/**
 * A UUIDv7 in lower case. Within one process each id is greater than the one before, also within a millisecond and
 * when the system clock steps back, so rows inserted in order stay in order.
 */
export const newId = (): string => v7();
