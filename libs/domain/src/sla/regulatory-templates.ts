import { instant } from '../time.js';
import type { RegulatoryDuty, RegulatoryTemplate } from './policy.js';

/** Goes with every template on every screen: laws change, and whether one applies is no question for a program. */
export const TEMPLATE_NOTE = 'Check with your lawyer whether this applies to you and is still in force.';

type Duty = Pick<RegulatoryDuty, 'part' | 'target'> & Partial<RegulatoryDuty>;

/** Unless it says otherwise: from receipt, met by the decision, never paused, and missing it breaks the law. */
const duty = (wanted: Duty): RegulatoryDuty => ({
  starts: 'receipt',
  metBy: 'decision',
  pausesIn: [],
  optional: false,
  ...wanted,
});

const template = (code: string, name: string, source: string, duties: readonly Duty[]): RegulatoryTemplate => ({
  code,
  version: 1,
  validFrom: instant(0),
  name,
  source,
  duties: duties.map(duty),
});

/** 15 business days; 35 when a holding response says why within the 15. */
const PAYMENT_DUTIES: readonly Duty[] = [
  { part: 'interim', target: { businessDays: 15 }, metBy: 'publicReply' },
  { part: 'regularFinal', target: { businessDays: 15 }, optional: true },
  { part: 'final', target: { businessDays: 35 } },
];

/**
 * The time limits of regulators that ship with the product. None runs before a policy names it. Days are those of the calendar that measures
 * the ticket, counted as `dueAt` counts them.
 */
export const SHIPPED_TEMPLATES: readonly RegulatoryTemplate[] = [
  template('fcaDisp', 'UK: financial services', 'FCA Handbook, DISP 1.6', [
    // "Promptly" and "keep informed" name no number: these are what ombudsmen see as usual.
    { part: 'acknowledgement', target: { businessDays: 5 }, metBy: 'acknowledgement', optional: true },
    { part: 'summaryResolution', target: { businessDays: 3 }, optional: true },
    { part: 'interim', target: { weeks: 4 }, metBy: 'publicReply', optional: true },
    { part: 'final', target: { weeks: 8 } },
  ]),
  template(
    'ukPayments',
    'UK: payment services',
    'Payment Services Regulations 2017, reg. 101; FCA Handbook, DISP 1.6.2A',
    PAYMENT_DUTIES,
  ),
  template('euPsd2', 'EU: payment services', 'Directive (EU) 2015/2366 (PSD2), art. 101; DE: ZAG § 62', PAYMENT_DUTIES),
  template('auRg271', 'Australia: financial services', 'ASIC Regulatory Guide 271', [
    { part: 'acknowledgement', target: { businessDays: 1 }, metBy: 'acknowledgement' },
    // The notice of delay is owed where there is no answer within the 30 days.
    { part: 'interim', target: { calendarDays: 30 }, metBy: 'publicReply' },
    { part: 'final', target: { calendarDays: 30 } },
  ]),
  template('usCfpb', 'USA: CFPB portal', '12 U.S.C. § 5534; CFPB company portal', [
    { part: 'interim', target: { calendarDays: 15 }, metBy: 'publicReply' },
    { part: 'final', target: { calendarDays: 60 } },
  ]),
  template('usDot259', 'USA: airlines', '14 CFR 259.7', [
    { part: 'acknowledgement', target: { calendarDays: 30 }, metBy: 'acknowledgement' },
    { part: 'final', target: { calendarDays: 60 } },
  ]),
  template('euShips', 'EU: passengers by sea', 'Regulation (EU) No 1177/2010, art. 24', [
    { part: 'interim', target: { months: 1 }, metBy: 'publicReply' },
    { part: 'final', target: { months: 2 } },
  ]),
  template(
    'ukEnergyTelecom',
    'UK: energy and telecom',
    'Gas and Electricity (Consumer Complaints Handling Standards) Regulations 2008; Ofcom General Condition C4',
    // The deadlock letter is a decision too.
    [{ part: 'final', target: { weeks: 8 } }],
  ),
  template('ukHousing', 'UK: social housing', 'Housing Ombudsman Complaint Handling Code', [
    { part: 'acknowledgement', target: { businessDays: 5 }, metBy: 'acknowledgement' },
    { part: 'stage1', target: { businessDays: 10 }, starts: 'acknowledgement', optional: true },
    // Ten more working days with a reason that the customer is told.
    { part: 'stage1Extended', target: { businessDays: 20 }, starts: 'acknowledgement' },
    { part: 'stage2', target: { businessDays: 20 }, starts: 'reopening' },
  ]),
];
