/** Read with the first ticket that is opened. */
export { causes } from './causes.js';
export { automatic, events } from './history.js';
export { composer } from './messages.js';
export { tasks } from './tasks.js';
export { ticket } from './ticket.js';
export { undertakings } from './undertakings.js';
