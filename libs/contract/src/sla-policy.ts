import type { Named } from './answers.js';
import type { TicketStatus, Timestamp } from './words.js';

/** `from` and `to` are local times "HH:MM" that close only a part of the date. */
export interface CalendarHoliday {
  readonly date: string;
  readonly from?: string;
  readonly to?: string;
  readonly name?: string;
}

/** Open time beside the weekly hours, by pairs of local times; without any the weekly hours of the date are closed. */
export interface CalendarException {
  readonly date: string;
  readonly open: readonly (readonly string[])[];
  readonly name?: string;
}

/** Pairs of local times by weekday, `{ "mon": [["09:00", "17:00"]] }`; "24:00" ends a day, an end before its start lies on the next one. */
export type WeeklyHours = Readonly<Record<string, readonly (readonly string[])[]>>;

export type HolidayTypeName = 'public' | 'bank' | 'optional';

/** Whose public holidays: `DE`, and `SN` or null for what the whole country has. */
export interface HolidaySetName {
  readonly country: string;
  readonly region: string | null;
  readonly types: readonly HolidayTypeName[];
}

/** Why the last reading of a feed brought nothing: no answer, no calendar, or one without a single date. */
export type FeedFault = 'unreachable' | 'noCalendar' | 'empty';

export interface CalendarFeed {
  readonly url: string;
  readonly readAt: Timestamp | null;
  readonly succeededAt: Timestamp | null;
  /** The holidays stay what they were. */
  readonly fault: FeedFault | null;
}

/** What a calendar was; clocks go on by the version that they started with. */
export interface BusinessCalendarVersion {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly timezone: string;
  readonly weekly: WeeklyHours;
  readonly holidays: readonly CalendarHoliday[];
  readonly exceptions: readonly CalendarException[];
  readonly holidaySet: HolidaySetName | null;
  readonly setUntilYear: number | null;
  readonly setHolidays: readonly CalendarHoliday[];
  readonly feedHolidays: readonly CalendarHoliday[];
  readonly validFrom: Timestamp;
  readonly because: 'created' | 'edited' | 'feed' | 'renewed';
  /** Null when the desk did it itself. */
  readonly madeBy: Named | null;
  /** It is the newest one of a calendar that still counts. */
  readonly current: boolean;
}

export interface BusinessCalendar {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Counts wherever neither policy nor team names another. */
  readonly isInstallation: boolean;
  /** IANA. */
  readonly timezone: string;
  readonly weekly: WeeklyHours;
  /** Written by hand. */
  readonly holidays: readonly CalendarHoliday[];
  readonly exceptions: readonly CalendarException[];
  readonly holidaySet: HolidaySetName | null;
  /** The last year whose dates of the set are worked out; null without a set. */
  readonly setUntilYear: number | null;
  readonly setHolidays: readonly CalendarHoliday[];
  readonly feed: CalendarFeed | null;
  readonly feedHolidays: readonly CalendarHoliday[];
  /** What counts by it, besides clocks that run. */
  readonly usedBy: { readonly teams: readonly Named[]; readonly policies: readonly Named[] };
}

export interface CalendarVersionLine {
  readonly version: number;
  readonly name: string;
  readonly validFrom: Timestamp;
  /** Null: made by the system. */
  readonly madeBy: Named | null;
  readonly because: 'created' | 'edited' | 'feed' | 'renewed';
}

export interface BusinessCalendarWithVersions extends BusinessCalendar {
  /** The newest first. A clock that runs keeps the one that it started with. */
  readonly versions: readonly CalendarVersionLine[];
}

/** A country, or a part of one. */
export interface HolidayPlace {
  readonly code: string;
  readonly name: string;
}

/** Exactly one unit. */
export type SlaTarget =
  | { readonly minutes: number }
  | { readonly seconds: number }
  | { readonly businessDays: number }
  | { readonly calendarDays: number }
  | { readonly weeks: number }
  | { readonly months: number };

export type ServiceMilestoneName = 'acknowledgement' | 'firstResponse' | 'nextResponse' | 'update' | 'resolution';

/** One line of a policy. A priority without a target starts no such clock. */
export interface SlaPolicyTarget {
  readonly milestone: ServiceMilestoneName;
  readonly byPriority: {
    readonly low?: SlaTarget;
    readonly normal?: SlaTarget;
    readonly high?: SlaTarget;
    readonly urgent?: SlaTarget;
  };
  readonly time: 'business' | 'wall';
  readonly pausesIn: readonly TicketStatus[];
  readonly accepts: 'human' | 'automatic' | 'any';
}

/** A test `{ fact, operator, value }`, or `{ all: […] }`, `{ any: […] }`, `{ not: … }` of conditions. */
export type RuleCondition = Readonly<Record<string, unknown>>;

export interface SlaPolicyVersionLine {
  readonly version: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly validFrom: Timestamp;
  readonly madeBy: Named | null;
  readonly madeAt: Timestamp;
}

/** The newest version of a policy. The first one whose condition holds is the ticket's. */
export interface SlaPolicy {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Counted from 1. */
  readonly position: number;
  readonly enabled: boolean;
  /** It counts for clocks that start then or later; until then the version before. */
  readonly validFrom: Timestamp;
  /** Null holds for every ticket. */
  readonly condition: RuleCondition | null;
  readonly targets: readonly SlaPolicyTarget[];
  /** Shares of the target in percent, ascending. */
  readonly warnAt: readonly number[];
  /** Null: the team's calendar, else the installation's. */
  readonly calendar: Named | null;
  readonly escalationPlan: Named | null;
  /** Codes of the regulatory templates that run beside it. */
  readonly templates: readonly string[];
}

export interface SlaPolicyWithVersions extends SlaPolicy {
  /** The newest first. */
  readonly versions: readonly SlaPolicyVersionLine[];
}

/** What a file would change, by names of policies. */
export interface SlaPolicyImport {
  readonly dryRun: boolean;
  readonly added: readonly string[];
  readonly changed: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  readonly orderChanged: boolean;
  /** Of the list, for If-Match of the import itself. */
  readonly listVersion: number;
}

/** Clocks that run go over to the newest version of the policy and of its calendar. */
export interface SlaPolicyRebase {
  readonly tickets: number;
  readonly clocks: number;
  /** Ask again while it is not 0. */
  readonly left: number;
}

export interface RegulatoryDutyLine {
  readonly part: string;
  readonly target: SlaTarget;
  readonly starts: 'receipt' | 'acknowledgement' | 'reopening';
  readonly metBy: 'acknowledgement' | 'publicReply' | 'decision';
  readonly pausesIn: readonly TicketStatus[];
  /** Missing it breaks no law. */
  readonly optional: boolean;
}

export interface RegulatoryTemplate {
  /** Null: it ships with the product and cannot be changed; copy it into one of your own. */
  readonly id: string | null;
  readonly code: string;
  readonly version: number;
  readonly name: string;
  /** The law or rule. */
  readonly source: string;
  readonly note: string;
  /** The code of the template that it was copied from. */
  readonly basedOn: string | null;
  readonly duties: readonly RegulatoryDutyLine[];
  readonly usedBy: readonly Named[];
}

/** What a template said in one version; clocks that started by it are held to that. */
export interface RegulatoryTemplateVersionLine {
  readonly version: number;
  readonly name: string;
  readonly source: string;
  readonly duties: readonly RegulatoryDutyLine[];
  readonly madeBy: Named | null;
  readonly madeAt: Timestamp;
}

export interface RegulatoryTemplateWithVersions extends RegulatoryTemplate {
  /** The newest first. */
  readonly versions: readonly RegulatoryTemplateVersionLine[];
}

export interface SlaPreviewLine {
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly kind: 'counted' | 'closed' | 'holiday' | 'paused' | 'retarget';
  readonly seconds: number;
  /** Seconds counted up to its end. */
  readonly total: number;
  readonly because: string;
  /** The reason for translation: `open`, `outsideHours`, `holiday` … */
  readonly code: string;
  /** The name of the holiday, the cause of the pause, or the number of the business day. */
  readonly name: string | null;
}

export interface SlaPreview {
  /** Null while a pause without end keeps it from coming, and when it does not come before the year 2200. */
  readonly dueAt: Timestamp | null;
  /** Counted from the start to `at`; without `at` to the due instant. */
  readonly elapsedSeconds: number;
  /** Negative behind the due instant; null when a target of days never falls due. */
  readonly remainingSeconds: number | null;
  readonly explanation: readonly SlaPreviewLine[];
}
