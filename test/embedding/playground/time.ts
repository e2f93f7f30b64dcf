import type { Audience } from 'temporary-access-pass/ui';

/** An instant on a clock of the zone, to the second. */
export function timeIn(at: number, { zone, locale }: Required<Audience>): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'full', timeStyle: 'medium' }).format(at);
}
