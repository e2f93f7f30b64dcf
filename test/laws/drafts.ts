import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime } from 'luxon';
import type { World } from './agreement.ts';
import { ask, type Step } from './life.ts';

/** What a request says, before it is known under which policy and when it is made. */
interface Draft {
  readonly start?: number | string | null;
  readonly lifetime?: readonly ['least' | 'usual' | 'most', beside: number] | { readonly odd: unknown } | null;
  readonly once?: unknown;
  readonly extra?: object;
}

const odd = fc.constantFrom(0, -1, 2 ** 32 + 8, '60', 60.5, Number.NaN, true, [60]).map((value) => ({ odd: value }));

const draft: Arbitrary<Draft> = fc.record(
  {
    start: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(null, 0, 1, 600_000, 86_400_000) },
      { weight: 3, arbitrary: fc.constantFrom(-1, -2, -299_999, -300_000, -300_001) },
      { weight: 1, arbitrary: fc.constantFrom(-7e13, 3e14, Number.NaN, '2026-11-23T09:00:00Z', 'now') },
    ),
    lifetime: fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constantFrom('least', 'usual', 'most'), fc.constant(0)) },
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom('least', 'most'), fc.constantFrom(-1, 1)) },
      { weight: 1, arbitrary: fc.oneof(odd, fc.constant(null)) },
    ),
    once: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(true, false, null) },
      { weight: 1, arbitrary: fc.constantFrom(0, 1, 'false') },
    ),
    extra: fc.constantFrom(
      {},
      {},
      {},
      { isUsable: true, id: 'mine' },
      { methodUsabilityReason: null },
      { lifetime: 60 },
    ),
  },
  { requiredKeys: [] },
);

/** Requests of every kind: complete, partial, just beyond a limit, of wrong types, with more in them than anybody may set. */
export function anyAsk(): Arbitrary<Step> {
  return draft.map((said) => ask(fc.stringify(said), (world) => request(said, world)));
}

function request({ start, lifetime, once, extra }: Draft, { now, settings }: World): Record<string, unknown> {
  const asked: Record<string, unknown> = { ...extra };
  if (start !== undefined)
    asked['startDateTime'] = typeof start === 'number' ? instant(Date.parse(now) + start) : start;
  if (once !== undefined) asked['isUsableOnce'] = once;
  if (lifetime === undefined) return asked;
  const limits = {
    least: settings.minimumLifetimeInMinutes,
    usual: settings.defaultLifetimeInMinutes,
    most: settings.maximumLifetimeInMinutes,
  };
  if (lifetime === null) asked['lifetimeInMinutes'] = null;
  else asked['lifetimeInMinutes'] = 'odd' in lifetime ? lifetime.odd : limits[lifetime[0]] + lifetime[1];
  return asked;
}

/** As a `Date` or as a luxon `DateTime`, by turns. */
function instant(millis: number): Date | DateTime {
  return millis % 2 === 0 ? new Date(millis) : DateTime.fromMillis(millis, { zone: 'Pacific/Apia' });
}
