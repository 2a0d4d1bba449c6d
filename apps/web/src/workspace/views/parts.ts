export { PinnedViews } from './pinned-views.js';
export { ViewActs } from './view-acts.js';
export { ViewMenu } from './view-menu.js';
