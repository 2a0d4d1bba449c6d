/** How long something may take. Minutes and seconds count open time; the others are days of a calendar, as laws count them. */
export type Target =
  | { readonly minutes: number }
  | { readonly seconds: number }
  | { readonly businessDays: number }
  | { readonly calendarDays: number }
  | { readonly weeks: number }
  | { readonly months: number };
