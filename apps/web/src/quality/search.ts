export const PICTURES = ['pareto', 'trend', 'heatmap', 'sla', 'promises', 'backlog', 'times'] as const;
export type Picture = (typeof PICTURES)[number];

/** What the address of a quality screen remembers. */
export interface QualitySearch {
  /** Length of the period in days, up to today; 90 when it is left out. */
  readonly days?: number;
  readonly queue?: string;
  readonly channel?: string;
  readonly product?: string;
  readonly by?: string;
  /** What the period is held against; the one before it when left out. */
  readonly compare?: 'year' | 'none';
  /** The heat map shows how far from expected instead of how many. */
  readonly measure?: 'residual';
  /** Shown as a table: the name of the picture. */
  readonly table?: string;
}

/** Offered; any other number of days may stand in the address. */
export const PERIODS = [30, 90, 180, 365] as const;
const LONGEST_DAYS = 1_100;

/** An address of digits only is read as a number. */
const text = (value: unknown): string | undefined => {
  const words = typeof value === 'number' ? String(value) : value;
  return typeof words === 'string' && words !== '' ? words.slice(0, 200) : undefined;
};

export function qualitySearch(search: Record<string, unknown>): QualitySearch {
  const days = Number(search.days);
  const found = {
    days: Number.isInteger(days) && days > 0 && days <= LONGEST_DAYS ? days : undefined,
    queue: text(search.queue),
    channel: text(search.channel),
    product: text(search.product),
    by: text(search.by),
    compare: search.compare === 'year' || search.compare === 'none' ? search.compare : undefined,
    measure: search.measure === 'residual' ? search.measure : undefined,
    table: text(search.table),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
