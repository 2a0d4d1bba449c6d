export const palette = {
  title: 'Find and do',
  placeholder: 'Action, ticket number or customer …',
  actions: 'Actions',
  tickets: 'Tickets',
  views: 'Views',
  recent: 'Recent',
  everywhere: 'Search everywhere for “{{text}}”',
  move: 'move',
  run: 'run',
  allKeys: 'all keys',
} as const;
