import * as fc from 'fast-check';
import {
  definePolicy,
  issue,
  nextTransition,
  type Pass,
  secureRandom,
  usability,
  wrongType,
} from 'temporary-access-pass';
import { readPass, writePass } from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyInstantAround,
  anyPass,
  anyPolicy,
  anySubject,
  everyHostile,
  FIRST,
  frozen,
  LAST,
  MONDAY,
  passWith,
  viaJson,
  untyped,
} from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { thrownByItself } from './thrown.ts';

const policy = definePolicy({ state: 'enabled' });
const written = writePass(passWith(), { policy, now: MONDAY });

describe('writePass', () => {
  test('has the names of Graph in the order of Graph', () => {
    const beta = writePass(passWith(), { policy, now: MONDAY, version: 'beta', userKey: 'adele@contoso.example' });
    expect(JSON.stringify(beta)).toBe(
      '{"@odata.context":"https://graph.microsoft.com/beta/$metadata#users(\'adele%40contoso.example\')/authentication/temporaryAccessPassMethods/$entity",' +
        '"id":"6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6","temporaryAccessPass":null,"createdDateTime":"2026-11-23T09:00:00Z",' +
        '"startDateTime":"2026-11-23T09:00:00Z","lifetimeInMinutes":60,"isUsableOnce":false,"isUsable":true,' +
        '"methodUsabilityReason":"EnabledByPolicy","lastUsedDateTime":null}',
    );
  });

  test('tells the last use in beta alone', () => {
    const used = passWith({ lastUsedAt: MONDAY + 1500 });
    expect(writePass(used, { policy, now: MONDAY, version: 'beta' }).lastUsedDateTime).toBe('2026-11-23T09:00:01.5Z');
    expect(Object.keys(writePass(used, { policy, now: MONDAY }))).not.toContain('lastUsedDateTime');
  });

  test('tells the passcode only where it is given one', () => {
    const issued = issue({}, { policy, now: MONDAY, random: secureRandom });
    if (!issued.ok) throw new Error('refused');
    const { pass, passcode } = issued;
    expect(writePass(pass, { policy, now: MONDAY, passcode }).temporaryAccessPass).toBe(passcode.reveal());
    expect(writePass(pass, { policy, now: MONDAY }).temporaryAccessPass).toBeNull();
  });

  test.each([
    ["o'neil/a b@x.example", 'o%27neil%2Fa%20b%40x.example'],
    ["'", '%27'],
    ['@/', '%40%2F'],
    ['7c1f-9_D', '7c1f-9_D'],
  ])("keeps a user's name inside its quotes: %s", (userKey, key) => {
    const { '@odata.context': context } = writePass(passWith(), { policy, now: MONDAY, userKey });
    expect(context).toContain(`#users('${key}')/`);
  });

  test('throws for a user who is named by half a character', () => {
    const context = { policy, now: MONDAY };
    expect(() => writePass(passWith(), { ...context, userKey: 'ad\ud800ele' })).toThrow(URIError);
    const whole = writePass(passWith(), { ...context, userKey: 'ad\ud83d\ude00ele' });
    expect(whole['@odata.context']).toContain("#users('ad%F0%9F%98%80ele')/");
  });

  test.each([{ createdAt: FIRST - 1 }, { startsAt: LAST + 1 }])('throws where no date can say it: %o', (fields) => {
    expect(() => writePass(passWith(fields), { policy, now: MONDAY })).toThrow(RangeError);
    // Nor does an instant that is none repeat what it is.
    const wrong = { ...passWith(fields), createdAt: 'kXw9-mQ2' };
    expect(() => untyped(writePass)(wrong, { policy, now: MONDAY })).toThrow(
      new RangeError('`instant` expected instant within the years 0001..9999'),
    );
  });
});

describe('readPass', () => {
  test('gives a record to ask about', () => {
    const reading = readPass({ ...written, isUsable: false, methodUsabilityReason: 'NotYetValid' });
    expect(reading).toEqual({
      ok: true,
      pass: passWith(),
      reported: { isUsable: false, methodUsabilityReason: 'NotYetValid' },
    });
    expect(reading.ok && nextTransition(reading.pass, { policy, now: MONDAY - 1 })?.at).toBe(MONDAY);
  });

  test.each(['onetimeused', 'OneTimeUsed', 'ONETIMEUSED', 'oneTimeUsed'])('knows a used pass by %s', (reason) => {
    const reading = readPass({ ...written, isUsableOnce: true, isUsable: false, methodUsabilityReason: reason });
    expect(reading).toMatchObject({
      pass: { redeemedAt: MONDAY, lastUsedAt: null },
      reported: { methodUsabilityReason: 'OneTimeUsed' },
    });
    expect(reading.ok && usability(reading.pass, { policy, now: MONDAY }).methodUsabilityReason).toBe('OneTimeUsed');
  });

  test.each([
    [false, null],
    [true, MONDAY + 1000],
  ])('has the instant of the use from beta: one-time %s', (isUsableOnce, redeemedAt) => {
    const lastUsedDateTime = '2026-11-23T09:00:01Z';
    expect(readPass({ ...written, isUsableOnce, lastUsedDateTime })).toMatchObject({
      pass: { redeemedAt, lastUsedAt: MONDAY + 1000 },
    });
  });

  test.each([
    {},
    { '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod' },
    { '@odata.type': 'microsoft.graph.temporaryAccessPassAuthenticationMethod' },
    { '@odata.type': '#microsoft.strongAuthentication.temporaryAccessPassAuthenticationMethod' },
    { lastUsedDateTime: null },
    { someNewProperty: [] },
    JSON.parse('{"__proto__":{"isUsableOnce":1}}') as object,
  ])('takes what the service may say besides: %j', (more) => {
    expect(readPass({ ...written, ...more })).toMatchObject({ ok: true, pass: passWith() });
  });

  test.each([{ isUsable: null }, { methodUsabilityReason: null }, { isUsable: undefined }])(
    'says that nothing was reported: %j',
    (more) => {
      expect(readPass({ ...written, ...more })).toMatchObject({ ok: true, reported: null });
    },
  );

  test('never copies the passcode', () => {
    const reading = readPass({ ...written, temporaryAccessPass: 'SECRET-1' });
    expect(JSON.stringify(reading)).not.toContain('SECRET');
  });

  test.each([
    ['id', ''],
    ['id', 5],
    ['createdDateTime', '2026-11-23T09:00:00'],
    ['createdDateTime', null],
    ['startDateTime', MONDAY],
    ['startDateTime', '2026-11-23T24:00:00Z'],
    ['lifetimeInMinutes', '60'],
    ['lifetimeInMinutes', 0],
    ['lifetimeInMinutes', 1.5],
    ['lifetimeInMinutes', 2 ** 31],
    ['lifetimeInMinutes', 1e308],
    ['isUsableOnce', 'false'],
    ['isUsableOnce', null],
    ['isUsable', 1],
    ['methodUsabilityReason', 'Unheard'],
    ['methodUsabilityReason', true],
    ['lastUsedDateTime', 'yesterday'],
    ['@odata.type', '#microsoft.graph.fido2AuthenticationMethod'],
    ['@odata.type', null],
  ])('refuses %s %j', (name, value) => {
    const reading = readPass({ ...written, [name]: value });
    expect(reading).toMatchObject({ ok: false, violations: [{ code: 'wrongType', path: [name] }] });
  });

  test('names everything that is wrong, and repeats no text', () => {
    const reading = readPass({
      '@odata.type': 'SECRET-0',
      id: '',
      temporaryAccessPass: 'x',
      startDateTime: 'SECRET-1',
      isUsable: 'SECRET-2',
      methodUsabilityReason: 'SECRET-3',
      lastUsedDateTime: 'SECRET-4',
    });
    const date = 'date-time with Z or an offset, such as 2026-11-24T08:00:00Z';
    const reasons = 'EnabledByPolicy, DisabledByPolicy, Expired, NotYetValid, OneTimeUsed';
    expect(!reading.ok && reading.violations.map(({ message }) => message)).toEqual([
      '`@odata.type` expected the type of a Temporary Access Pass, got string',
      '`id` expected non-empty string, got string',
      `\`createdDateTime\` expected ${date}, got undefined`,
      `\`startDateTime\` expected ${date}, got string`,
      '`lifetimeInMinutes` expected integer in 1..2147483647, got undefined',
      '`isUsableOnce` expected boolean, got undefined',
      '`isUsable` expected boolean or nothing, got string',
      `\`methodUsabilityReason\` expected one of ${reasons}, got string`,
      `\`lastUsedDateTime\` expected ${date}, got string`,
    ]);
    expect(JSON.stringify(reading)).not.toContain('SECRET');
  });

  test.each([null, undefined, [], [written], 'SECRET-1', 5])('makes no record of %j', (json) => {
    expect(readPass(json)).toEqual({ ok: false, violations: [wrongType([], 'object', json)] });
  });

  test('reads own properties alone', () => {
    expect(readPass(Object.create(written))).toMatchObject({ ok: false });
  });

  test('never throws anything of its own', () => {
    for (const make of everyHostile())
      expect(readings(make).map(thrownByItself)).toEqual([undefined, undefined, undefined]);
    always(
      fc.property(anyHostile(), (make) => {
        expect(readings(make).map(thrownByItself)).toEqual([undefined, undefined, undefined]);
      }),
      300,
    );
  });
});

describe('a pass', () => {
  const anyMoment = anyPass().chain((given) => {
    // Locks are not on the wire, and neither are instants outside the calendar.
    const pass: Pass = {
      ...given,
      createdAt: Math.min(Math.max(given.createdAt, FIRST), LAST),
      failedAttempts: 0,
      version: 1,
    };
    return fc.record({
      pass: fc.constant(pass),
      now: anyInstantAround(pass),
      policy: anyPolicy(),
      subject: anySubject(),
    });
  });

  test('is always the same after the wire, in beta', () => {
    always(
      fc.property(anyMoment, ({ pass, ...context }) => {
        const reading = readPass(viaJson(writePass(frozen(pass), { ...frozen(context), version: 'beta' })));
        const { isUsable, methodUsabilityReason } = usability(pass, context);
        expect(reading).toEqual({ ok: true, pass, reported: { isUsable, methodUsabilityReason } });
      }),
      1500,
    );
  });

  test('always answers the same after the wire, at every later instant and in v1.0', () => {
    always(
      fc.property(anyMoment, fc.nat(10_000_000), ({ pass, ...context }, later) => {
        const reading = readPass(viaJson(writePass(pass, context)));
        if (!reading.ok) throw new Error('refused');
        const then = { ...context, now: Math.min(context.now + later, 8.64e15) };
        expect(usability(reading.pass, then)).toBe(usability(pass, then));
      }),
      1500,
    );
  });
});

function readings(make: () => unknown): (() => unknown)[] {
  return [
    () => readPass(make()),
    () => readPass({ ...written, id: make(), lifetimeInMinutes: make() }),
    () => readPass({ ...written, startDateTime: make(), isUsable: make(), methodUsabilityReason: make() }),
  ];
}
