import { createHash, pbkdf2 as nodePbkdf2, webcrypto } from 'node:crypto';
import { inspect, promisify } from 'node:util';
import * as fc from 'fast-check';
import {
  generatePasscode,
  needsReseal,
  type PasscodeHash,
  pbkdf2,
  seal,
  secureRandom,
  verifySeal,
} from 'temporary-access-pass';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { everyHostile, scripted, untyped } from './arbitraries.ts';
import { cheapHash, scryptHash, watched } from './hashes.ts';
import { alwaysAsync } from './laws/check.ts';

const random = secureRandom;
const passcode = generatePasscode({ random });
const SECRET = '+drkzqAD';

/** The strings of another implementation: Node's own PBKDF2, written into the PHC format by hand. */
async function sealedByNode(secret: string, salt: Buffer, iterations: number): Promise<string> {
  const hash = await promisify(nodePbkdf2)(secret, salt, iterations, 32, 'sha256');
  const [salt64, hash64] = [salt, hash].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
  return `$pbkdf2-sha256$i=${iterations}$${salt64}$${hash64}`;
}

/** How many iterations Web Crypto is asked for by a call, in order. */
async function iterationsOf(call: () => Promise<unknown>): Promise<number[]> {
  const spy = vi.spyOn(webcrypto.subtle, 'deriveBits');
  await call();
  const asked = spy.mock.calls.map(([algorithm]) => (algorithm as { iterations: number }).iterations);
  spy.mockRestore();
  return asked;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('seal', () => {
  test('makes a string in the PHC format, with a salt of 16 bytes and a hash of 32', async () => {
    const sealed = await seal(passcode, { random });
    expect(sealed).toMatch(/^\$pbkdf2-sha256\$i=600000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(sealed).toHaveLength(90);
    expect(await verifySeal(sealed, passcode.reveal())).toBe(true);
    expect(await verifySeal(sealed, SECRET)).toBe(false);
    expect(needsReseal(sealed)).toBe(false);
  });

  test('takes its salt from the random source, and says what Node says', async () => {
    const salt = Buffer.from(Array.from({ length: 16 }, (_, i) => i * 17 + 3));
    const sealed = await seal(SECRET, { random: scripted(salt), hash: pbkdf2(100_000) });
    expect(sealed).toBe(await sealedByNode(SECRET, salt, 100_000));
  });

  test('makes another string each time', async () => {
    const hash = cheapHash();
    const made = await Promise.all(Array.from({ length: 100 }, async () => seal(SECRET, { random, hash })));
    expect(new Set(made).size).toBe(100);
  });

  test.each<[unknown]>([
    [''],
    ['1234567'],
    ['x'.repeat(49)],
    ['with space'],
    ['pässword'],
    [`${SECRET}\n`],
    ['\uD800\uD800\uD800\uD800\uD800\uD800\uD800\uD800'],
    [12_345_678],
    [null],
    [undefined],
    [{}],
    [[SECRET]],
    [Symbol('kXw9-mQ2')],
  ])('refuses %o, which no passcode is, and does not repeat it', async (value) => {
    const hash = cheapHash();
    const error: unknown = await untyped(seal)(value, { random, hash }).catch((reason: unknown) => reason);
    const kind = typeof value === 'string' ? 'RangeError' : 'TypeError';
    expect(String(error)).toBe(
      `${kind}: \`passcode\` expected 8..48 characters in U+0021..U+007E, got ${typeof value}`,
    );
    expect(inspect(error)).not.toContain('kXw9');
    expect(hash.work).toEqual([]);
  });

  test.each<[unknown, string]>([
    [12_345_678, 'TypeError: `passcode` expected 8..48 characters in U+0021..U+007E, got number'],
    ['kXw9-mQ', 'RangeError: `passcode` expected 8..48 characters in U+0021..U+007E, got string'],
    [undefined, 'TypeError: `passcode` expected 8..48 characters in U+0021..U+007E, got object'],
  ])('refuses an object that reveals %o', async (text, told) => {
    const revealing = { reveal: () => text };
    expect(String(await untyped(seal)(revealing, { random }).catch((reason: unknown) => reason))).toBe(told);
  });

  test.each([8, 48])('takes a passcode of %d characters', async (length) => {
    const hash = cheapHash();
    const made = generatePasscode({ random, length });
    expect(await verifySeal(await seal(made, { random, hash }), made.reveal(), { hash })).toBe(true);
  });

  test.each<[string, unknown]>([
    ['no source', undefined],
    ['one that fills nothing', (buffer: Uint8Array) => buffer],
  ])('refuses a random source that is none: %s', async (_name, source) => {
    await expect(untyped(seal)(SECRET, { random: source })).rejects.toThrow(/`random` expected/);
  });
});

describe('pbkdf2', () => {
  test.each([
    [99_999, RangeError],
    [0, RangeError],
    [-600_000, RangeError],
    [10_000_001, RangeError],
    [600_000.5, RangeError],
    [Number.NaN, RangeError],
    [Infinity, RangeError],
    ['600000', TypeError],
    [null, TypeError],
  ])('refuses %o iterations', (iterations, error) => {
    expect(() => untyped(pbkdf2)(iterations)).toThrow(error);
    expect(() => untyped(pbkdf2)(iterations)).toThrow('`iterations` expected integer in 100000..10000000, got ');
  });

  test.each([100_000, 600_000, 10_000_000])('takes %d', (iterations) => {
    expect(pbkdf2(iterations)).toMatchObject({ id: 'pbkdf2-sha256', parameters: `i=${iterations}` });
  });

  test('verifies what another implementation sealed, with a salt of any length', async () => {
    const lengths = [16, 17, 18, 32, 48];
    const sealed = await Promise.all(
      lengths.map(async (length) => sealedByNode(SECRET, Buffer.alloc(length, length), 100_000 + length)),
    );
    const hash = pbkdf2(100_000);
    for (const one of sealed) {
      // oxlint-disable-next-line no-await-in-loop
      expect([await verifySeal(one, SECRET, { hash }), await verifySeal(one, 'wrong-one', { hash })]).toEqual([
        true,
        false,
      ]);
    }
  });

  // Made once with node:crypto of Node 20.20.2: pbkdf2Sync('+drkzqAD', '0123456789abcdef', 600000, 32, 'sha256').
  const FIXTURE = '$pbkdf2-sha256$i=600000$MDEyMzQ1Njc4OWFiY2RlZg$ksLkWG6ox7nVe2DWLQBN9RBEJE/r3Svi2V0VrGOdBII';

  test('verifies a string that was stored long ago', async () => {
    expect(await verifySeal(FIXTURE, SECRET)).toBe(true);
    expect(await verifySeal(FIXTURE, '+drkzqAd')).toBe(false);
    expect(needsReseal(FIXTURE)).toBe(false);
    expect(needsReseal(FIXTURE, { hash: pbkdf2(600_001) })).toBe(true);
  });

  test('never opens the seal of a space, which stands in for what can be no passcode', async () => {
    const sealed = await sealedByNode(' ', Buffer.alloc(16, 1), 100_000);
    expect(await verifySeal(sealed, '', { hash: pbkdf2(100_000) })).toBe(false);
    expect(await verifySeal(sealed, ' ', { hash: pbkdf2(100_000) })).toBe(false);
  });

  test('always does as many iterations as a new seal takes, for an older one in two parts', async () => {
    const old = await seal(SECRET, { random, hash: pbkdf2(100_000) });
    const hash = pbkdf2(130_000);
    expect(await iterationsOf(async () => seal(SECRET, { random, hash }))).toEqual([130_000]);
    expect(await iterationsOf(async () => verifySeal(old, SECRET, { hash }))).toEqual([100_000, 30_000]);
    expect(await iterationsOf(async () => verifySeal(old, 'x', { hash }))).toEqual([100_000, 30_000]);
    const current = await seal(SECRET, { random, hash });
    expect(await iterationsOf(async () => verifySeal(current, SECRET, { hash }))).toEqual([130_000]);
    expect(await iterationsOf(async () => verifySeal(current, SECRET, { hash: pbkdf2(100_000) }))).toEqual([130_000]);
    expect(await verifySeal(old, SECRET, { hash })).toBe(true);
    expect([needsReseal(old, { hash }), needsReseal(current, { hash })]).toEqual([true, false]);
  });

  const SALT = 'MDEyMzQ1Njc4OWFiY2RlZg';
  const HASH = 'A'.repeat(43);
  test.each([
    ['parameters', 'i=99999', 'i=0', 'i=-1', 'i=+600000', 'i=0600000', 'i=600000.5', 'i=6e5', 'i=1e400', 'i=0x927c0'],
    [
      'parameters',
      'i=10000001',
      'i=99999999',
      'i=100000000',
      'i=1000000000',
      'i=1000000000000',
      `i=${'9'.repeat(62)}`,
      'i=NaN',
      'i=Infinity',
    ],
    ['parameters', 'i=', 'i', '600000', 'I=600000', 'i=600000,l=32', 'i=600000,i=1', 'i= 600000', 'i=600000$v=1'],
    ['parameters', 'i=10', 'i=1', 'l=32,i=600000', 'v=1$i=600000', '-i=600000'],
  ])('refuses hostile %s without work: %s, %s, %s, %s, %s, %s…', async (_what, ...parameters) => {
    const asked = await iterationsOf(async () => {
      const seals = parameters.map((one) => `$pbkdf2-sha256$${one}$${SALT}$${HASH}`);
      expect(await Promise.all(seals.map(async (one) => verifySeal(one, SECRET)))).toEqual(seals.map(() => false));
      expect(seals.every((one) => needsReseal(one))).toBe(true);
    });
    expect(asked).toEqual([]);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['dollars', '$$$$'],
    ['no salt and no hash', '$pbkdf2-sha256$i=600000$$'],
    ['no hash', `$pbkdf2-sha256$i=600000$${SALT}$`],
    ['no salt', `$pbkdf2-sha256$i=600000$$${HASH}`],
    ['a cut hash', `$pbkdf2-sha256$i=600000$${SALT}$${HASH.slice(1)}`],
    ['a cut head', `pbkdf2-sha256$i=600000$${SALT}$${HASH}`],
    ['a long hash', `$pbkdf2-sha256$i=600000$${SALT}$${HASH}A`],
    ['a short salt', `$pbkdf2-sha256$i=600000$${SALT.slice(1)}$${HASH}`],
    ['a salt of 15 bytes', `$pbkdf2-sha256$i=600000$${'A'.repeat(20)}$${HASH}`],
    ['a salt of no length that base64 has', `$pbkdf2-sha256$i=600000$${'A'.repeat(25)}$${HASH}`],
    ['a salt with bits left over', `$pbkdf2-sha256$i=600000$${SALT.slice(0, -1)}h$${HASH}`],
    ['a long salt', `$pbkdf2-sha256$i=600000$${'A'.repeat(66)}$${HASH}`],
    ['padding', `$pbkdf2-sha256$i=600000$${SALT}==$${HASH}=`],
    ['the URL alphabet', `$pbkdf2-sha256$i=600000$${SALT.slice(0, -2)}-_$${HASH}`],
    ['a line break', `$pbkdf2-sha256$i=600000$${SALT}$${HASH}\n`],
    ['a line before', `\n$pbkdf2-sha256$i=600000$${SALT}$${HASH}`],
    ['white space', ` $pbkdf2-sha256$i=600000$${SALT}$${HASH}`],
    ['another hash', `$pbkdf2-sha512$i=600000$${SALT}$${HASH}`],
    ['capitals', `$PBKDF2-SHA256$i=600000$${SALT}$${HASH}`],
    ['passlib', `$pbkdf2-sha256$600000$${SALT}$${HASH}`],
    ['bcrypt', '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
    ['an unknown hash', `$constructor$i=600000$${SALT}$${HASH}`],
    ['a plain passcode', SECRET],
    ['10 MB', `$pbkdf2-sha256$i=600000$${SALT}$${'A'.repeat(10_000_000)}`],
    ['10 MB of dollars', '$'.repeat(10_000_000)],
    ['10 MB of parameters', `$pbkdf2-sha256$${'i=1,'.repeat(2_500_000)}$${SALT}$${HASH}`],
  ])('refuses a string that is damaged or none, without work: %s', async (_name, sealed) => {
    const started = performance.now();
    const asked = await iterationsOf(async () => {
      expect(await verifySeal(sealed, SECRET)).toBe(false);
      expect(needsReseal(sealed)).toBe(true);
    });
    expect(asked).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

const HASHES: readonly (readonly [string, PasscodeHash, PasscodeHash, number])[] = [
  ['PBKDF2', pbkdf2(100_000), pbkdf2(100_001), 4],
  ['scrypt of Node', scryptHash(10), scryptHash(11), 30],
  ['a cheap one', cheapHash(1), cheapHash(2), 200],
];

const isLike = (one: unknown): one is string => typeof one === 'string' && /^[!-~]{8,48}$/.test(one);

describe.each(HASHES)('a seal by %s', (_name, hash, other, runs) => {
  const anyText = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  const anySecret = fc
    .tuple(anyText, fc.integer({ min: 8, max: 48 }))
    .map(([text, length]) => text.padEnd(8, 'x').slice(0, length));

  test('always opens for its passcode, under other parameters too, and says when it is old', async () => {
    await alwaysAsync(
      fc.asyncProperty(anySecret, async (secret) => {
        const sealed = await seal(secret, { random, hash });
        expect(await verifySeal(sealed, secret, { hash })).toBe(true);
        expect(await verifySeal(sealed, secret, { hash: other })).toBe(true);
        expect([needsReseal(sealed, { hash }), needsReseal(sealed, { hash: other })]).toEqual([false, true]);
      }),
      runs,
    );
  });

  test('never opens for anything else: another case, a space more, a character less, another order', async () => {
    await alwaysAsync(
      fc.asyncProperty(anySecret, fc.nat(), async (secret, where) => {
        const sealed = await seal(secret, { random, hash });
        const at = where % secret.length;
        const flipped = String.fromCharCode(secret.charCodeAt(at) ^ 1);
        const wrong = [
          `${secret} `,
          ` ${secret}`,
          `${secret}\u0000`,
          secret.slice(1),
          secret.slice(0, at) + flipped + secret.slice(at + 1),
          secret + secret[0],
          secret.normalize('NFKC') + '\u0301',
          sealed,
        ].filter((one) => one !== secret);
        const opened = await Promise.all(wrong.map(async (one) => verifySeal(sealed, one, { hash })));
        expect(opened).toEqual(wrong.map(() => false));
      }),
      Math.ceil(runs / 2),
    );
  });

  test('never shares its salt, holds its passcode or opens with another salt or hash', async () => {
    const sealed = await Promise.all([1, 2].map(async () => seal('kXw9-mQ2pQ', { random, hash })));
    const [[, , , saltA = '', hashA = ''] = [], [, , , saltB = '', hashB = ''] = []] = sealed.map((one) =>
      one.split('$'),
    );
    expect([saltA === saltB, hashA === hashB]).toEqual([false, false]);
    expect(sealed.join('')).not.toContain('kXw9');
    const mixed = sealed[0]?.replace(saltA, saltB) ?? '';
    expect(await verifySeal(mixed, 'kXw9-mQ2pQ', { hash })).toBe(false);
    expect(await verifySeal(sealed[0]?.replace(hashA, hashB) ?? '', 'kXw9-mQ2pQ', { hash })).toBe(false);
  });

  test('never opens as the seal of another hash', async () => {
    const sealed = await seal(SECRET, { random, hash });
    const watching = watched({ ...cheapHash(), id: 'something-else' });
    expect(await verifySeal(sealed, SECRET, { hash: watching })).toBe(false);
    expect(needsReseal(sealed, { hash: watching })).toBe(true);
    expect(watching.work).toEqual([]);
  });

  test('always is refused at once with parameters nobody has', async () => {
    const sealed = await seal(SECRET, { random, hash });
    const strange = sealed.replace(hash.parameters, 'x=999999999999');
    expect(await verifySeal(strange, SECRET, { hash })).toBe(false);
    expect(needsReseal(strange, { hash })).toBe(true);
  });

  test("never costs less for a candidate that can't be right, and never throws for one", async () => {
    const sealed = await seal(SECRET, { random, hash });
    const watching = watched(hash);
    const candidates = [
      ...everyHostile().map((make) => make()),
      'x'.repeat(10_000_000),
      '\uD800'.repeat(8),
      '\uFFFD'.repeat(8),
    ];
    const few = runs > 10 ? candidates : candidates.filter((_, i) => i % 20 === 0);
    for (const candidate of few) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await untyped(verifySeal)(sealed, candidate, { hash: watching })).toBe(false);
    }
    expect(watching.work).toEqual(few.map((one) => [isLike(one) ? one : ' ', hash.parameters]));
  });
});

describe('a hash that a server brings along', () => {
  test('may write its version into the parameters, as Argon2 does', async () => {
    const hash = { ...cheapHash(), id: 'argon2id', parameters: 'v=19$m=19456,t=2,p=1', derive: sha };
    const sealed = await seal(SECRET, { random, hash });
    expect(sealed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifySeal(sealed, SECRET, { hash })).toBe(true);
    expect(needsReseal(sealed, { hash })).toBe(false);
  });

  test.each<[string, object]>([
    ['an id that is none', { id: 'Cheap' }],
    ['an empty id', { id: '' }],
    ['an id with a dollar', { id: 'a$b' }],
    ['a long id', { id: 'a'.repeat(33) }],
    ['empty parameters', { parameters: '' }],
    ['long parameters', { parameters: 'r'.repeat(65) }],
    ['parameters with a space', { parameters: 'r= 1' }],
    ['no parameters', { parameters: undefined }],
    ['no id', { id: undefined }],
    ['neither id nor parameters', { id: undefined, parameters: '' }],
    ['too few bytes', { derive: async () => new Uint8Array(31) }],
    ['too many bytes', { derive: async () => new Uint8Array(33) }],
    ['text', { derive: async () => 'a'.repeat(32) }],
    ['a list', { derive: async () => Array.from({ length: 32 }, () => 1) }],
    ['memory', { derive: async () => new ArrayBuffer(32) }],
    ['nothing', { derive: async () => undefined }],
    ['a refusal of its own parameters', { derive: async () => null }],
  ])('never makes a seal that could not be opened: %s', async (_name, fields) => {
    const hash = { id: 'cheap', parameters: 'r=1', derive: sha, ...fields };
    await expect(untyped(seal)(SECRET, { random, hash })).rejects.toThrow(
      new TypeError('`hash` expected a PHC id, parameters and 32 bytes, got object'),
    );
  });

  test.each<[string, () => Promise<unknown>]>([
    ['text', async () => 'A'.repeat(32)],
    ['nothing', async () => undefined],
    ['a list', async () => Array.from({ length: 32 }, () => 0)],
    ['few bytes', async () => new Uint8Array(16)],
  ])('never opens a seal with anything but bytes: %s', async (_name, derive) => {
    const zeros = `$cheap$r=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    expect(await untyped(verifySeal)(zeros, SECRET, { hash: { id: 'cheap', parameters: 'r=1', derive } })).toBe(false);
  });

  test('is heard where it fails, since a failed hash is no wrong passcode', async () => {
    const failure = new Error('out of memory');
    const hash: PasscodeHash = { ...cheapHash(), derive: async () => Promise.reject(failure) };
    const sealed = await seal(SECRET, { random, hash: cheapHash() });
    await expect(verifySeal(sealed, SECRET, { hash })).rejects.toBe(failure);
    await expect(seal(SECRET, { random, hash })).rejects.toBe(failure);
  });
});

test.each(everyHostile().map((make) => [make]))(
  'a sealed value of any kind is never opened, and never throws: %s',
  async (make) => {
    expect(await untyped(verifySeal)(make(), SECRET)).toBe(false);
    expect(untyped(needsReseal)(make())).toBe(true);
    const sly = { toString: () => '$cheap-test$r=1$' };
    expect(await untyped(verifySeal)(sly, SECRET, { hash: cheapHash() })).toBe(false);
  },
);

const sha: PasscodeHash['derive'] = async (secret, { salt }) =>
  createHash('sha256').update(salt).update(secret).digest();
