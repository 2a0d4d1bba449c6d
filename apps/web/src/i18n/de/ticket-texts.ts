/** Read with the first ticket that is opened. */
export { causes } from './causes.js';
export { automatic, events } from './history.js';
export { composer } from './messages.js';
export { publicTalk } from './public-talk.js';
export { tasks } from './tasks.js';
export { ticket } from './ticket.js';
export { undertakings } from './undertakings.js';
export { ways } from './ways.js';
