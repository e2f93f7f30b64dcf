import { randomFillSync, webcrypto } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import {
  generatePasscode,
  type PooledRandom,
  pooledRandom,
  type RandomSource,
  secureRandom,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { drawBytes } from '../src/random.ts';
import { anyHostile, scripted, untyped } from './arbitraries.ts';
import { always } from './laws/check.ts';

describe('secureRandom', () => {
  test.each([0, 1, 19, 65_535, 65_536, 65_537, 200_000])('fills a buffer of %d bytes and returns it', (size) => {
    const buffer = new Uint8Array(size);
    expect(secureRandom(buffer)).toBe(buffer);
    // A stretch of 64 equal bytes in what is filled is out of the question: it happens once in 2^488 runs.
    for (let start = 0; start + 64 <= size; start += 64)
      expect(new Set(buffer.subarray(start, start + 64)).size).toBeGreaterThan(1);
  });

  test.each([[undefined], [16], ['kXw9-mQ2'], [null], [{}]])('refuses %o, which is no buffer', (buffer) => {
    const got = typeof buffer === 'number' || buffer === null ? buffer : typeof buffer;
    for (const random of [secureRandom, pooledRandom(secureRandom)])
      expect(() => untyped(random)(buffer)).toThrow(new TypeError(`\`buffer\` expected a Uint8Array, got ${got}`));
  });

  // Of each of these the platform or a loop would fill a part, or nothing, and say nothing of it.
  test.each([
    new DataView(new ArrayBuffer(16)),
    new Uint16Array(4),
    new Uint32Array(4),
    new Float32Array(4),
    new BigInt64Array(4),
    new ArrayBuffer(16),
  ])('refuses %o, which is no buffer of bytes, and leaves it alone', (buffer) => {
    for (const random of [secureRandom, pooledRandom(secureRandom)])
      expect(() => untyped(random)(buffer)).toThrow(new TypeError('`buffer` expected a Uint8Array, got object'));
    expect(new Uint8Array('buffer' in buffer ? buffer.buffer : buffer).every((byte) => byte === 0)).toBe(true);
  });

  test('fills a buffer of another realm, as a Jest sandbox has', () => {
    const buffer = runInNewContext('new Uint8Array(64)') as Uint8Array<ArrayBuffer>;
    expect(buffer instanceof Uint8Array).toBe(false);
    for (const random of [secureRandom, pooledRandom(secureRandom)]) {
      buffer.fill(0);
      expect(new Set(random(buffer)).size).toBeGreaterThan(1);
    }
  });

  test('never says the same twice, and says every byte', () => {
    const [one, other] = [secureRandom(new Uint8Array(65_536)), secureRandom(new Uint8Array(65_536))];
    expect(Buffer.compare(one, other)).not.toBe(0);
    expect(new Set(one).size).toBe(256);
  });

  test('fills a part of a larger buffer, and nothing beside it', () => {
    const whole = new Uint8Array(100_000);
    secureRandom(whole.subarray(10, 90_000));
    expect(whole.subarray(0, 10).every((byte) => byte === 0)).toBe(true);
    expect(whole.subarray(90_000).every((byte) => byte === 0)).toBe(true);
    expect(whole.subarray(70_000, 70_064).some((byte) => byte !== 0)).toBe(true);
  });
});

describe('a sound source', () => {
  test.each<[string, RandomSource]>([
    ['secureRandom', secureRandom],
    ['getRandomValues of Web Crypto', (buffer) => webcrypto.getRandomValues(buffer)],
    ['randomFillSync of Node', (buffer) => randomFillSync(buffer)],
    ['a script', scripted([0, 0, 0, 0, 0, 0, 0, 1])],
  ])('is believed: %s', (_name, random) => {
    for (const size of [16, 19, 64, 1024, 5000]) expect(drawBytes(random, size)).toHaveLength(size);
  });

  test('is never refused in 20,000 draws of any size', () => {
    for (let i = 0; i < 20_000; i++) expect(drawBytes(secureRandom, 16 + (i % 50))).toHaveLength(16 + (i % 50));
  });

  test('is always given a fresh, empty buffer, and its bytes are what comes back', () => {
    always(
      fc.property(fc.integer({ min: 16, max: 300 }), (size) => {
        const given: Uint8Array[] = [];
        const script = scripted([1, 2, 3]);
        const drawn = drawBytes((buffer) => {
          expect(buffer.every((byte) => byte === 0)).toBe(true);
          given.push(buffer);
          return script(buffer);
        }, size);
        expect(given).toEqual([drawn]);
        expect(drawn.slice(0, 3)).toEqual(new Uint8Array([1, 2, 3]));
      }),
      50,
    );
  });
});

const UNRANDOM = new RangeError('`random` expected random bytes, got a buffer that is unfilled or repeats itself');
const NOT_THE_BUFFER = new TypeError('`random` expected to return the buffer it was given, got something else');
const THREW = new TypeError('`random` expected to fill the buffer, but threw');

describe('a broken source is refused', () => {
  test.each<[string, (buffer: Uint8Array<ArrayBuffer>) => unknown, Error]>([
    ['that fills nothing', (buffer) => buffer, UNRANDOM],
    ['that fills with one byte', (buffer) => buffer.fill(7), UNRANDOM],
    ['that fills with the highest byte', (buffer) => buffer.fill(255), UNRANDOM],
    ['that fills the first half', (buffer) => fillPart(buffer, 0, buffer.length >> 1), UNRANDOM],
    ['that fills all but the last 8', (buffer) => fillPart(buffer, 0, buffer.length - 8), UNRANDOM],
    ['that fills the last half', (buffer) => fillPart(buffer, buffer.length >> 1, buffer.length), UNRANDOM],
    ...[0, 1, 5, 6, 7, 9].map((at): [string, (buffer: Uint8Array<ArrayBuffer>) => unknown, Error] => [
      `that leaves out 8 from ${at} on`,
      (buffer) => fillPart(fillPart(buffer, 0, at), at + 8, buffer.length),
      UNRANDOM,
    ]),
    ['that leaves out 8 in the middle', (buffer) => fillPart(fillPart(buffer, 0, 4), 12, buffer.length), UNRANDOM],
    ['that repeats two bytes', (buffer) => pattern(buffer, [1, 2]), UNRANDOM],
    ['that repeats three bytes', (buffer) => pattern(buffer, [1, 2, 3]), UNRANDOM],
    ['that repeats eight bytes', (buffer) => pattern(buffer, [3, 1, 4, 1, 5, 9, 2, 6]), UNRANDOM],
    [
      'that detaches the buffer',
      (buffer) => (structuredClone(buffer, { transfer: [buffer.buffer] }), buffer),
      UNRANDOM,
    ],
    ['that returns nothing', (buffer) => void fillPart(buffer, 0, buffer.length), NOT_THE_BUFFER],
    ['that returns null', () => null, NOT_THE_BUFFER],
    ['that returns a copy', (buffer) => scripted([])(buffer).slice(), NOT_THE_BUFFER],
    ['that returns a view', (buffer) => scripted([])(buffer).subarray(), NOT_THE_BUFFER],
    ['that returns the memory', (buffer) => scripted([])(buffer).buffer, NOT_THE_BUFFER],
    ['that returns a promise', async (buffer) => scripted([])(buffer), NOT_THE_BUFFER],
    ['that returns a number', () => 4, NOT_THE_BUFFER],
    ['that returns text', () => 'random', NOT_THE_BUFFER],
    ['that throws', () => fail(new Error('out of entropy')), THREW],
    ['that throws no error', () => fail('kXw9-mQ2'), THREW],
  ])('%s', (_name, random, error) => {
    expect(() => untyped(drawBytes)(random, 32)).toThrow(error);
    expect(() => untyped(drawBytes)(random, 3000)).toThrow(error);
  });

  test('with what it threw as the cause', () => {
    const cause = new Error('out of entropy');
    expect(() => drawBytes(() => fail(cause), 16)).toThrow(expect.objectContaining({ cause }));
  });

  test.each<[unknown]>([[undefined], [null], [{}], ['random'], [{ getRandomValues: secureRandom }], [5], [webcrypto]])(
    'that is no function: %o',
    (random) => {
      const call = untyped(drawBytes);
      expect(() => call(random, 16)).toThrow(TypeError);
      expect(() => call(random, 16)).toThrow(/`random` expected a function that fills a Uint8Array, got /);
    },
  );

  test('always, where it repeats itself within its buffer', () => {
    always(
      fc.property(fc.integer({ min: 16, max: 2500 }), fc.nat(), (size, seed) => {
        const period = 1 + (seed % Math.min(1024, size - 8));
        const phrase = scripted([])(new Uint8Array(period));
        expect(() => drawBytes((buffer) => pattern(buffer, phrase), size)).toThrow(UNRANDOM);
      }),
      300,
    );
  });

  test('never because of a byte that differs', () => {
    always(
      fc.property(fc.integer({ min: 24, max: 300 }), fc.nat(), (size, at) => {
        const random: RandomSource = (buffer) => {
          const bytes = pattern(buffer, [1, 2, 3]);
          // In the last eight, so that no shift of the pattern leaves it out.
          bytes[size - 1 - (at % 8)] = 200;
          return bytes;
        };
        expect(drawBytes(random, size)).toHaveLength(size);
      }),
      100,
    );
  });

  test('as documented, whatever it returns or is', () => {
    always(
      fc.property(anyHostile(), (make) => {
        const value = make();
        expect(() => untyped(drawBytes)(() => value, 16)).toThrow(TypeError);
        // A function of hostile origin returns no buffer either.
        expect(() => untyped(drawBytes)(value, 16)).toThrow(TypeError);
      }),
      300,
    );
  });
});

describe('a pool', () => {
  test('hands out what its source says, in order, and asks for so many at a time', () => {
    const asked: number[] = [];
    const script = scripted(Array.from({ length: 256 }, (_, byte) => byte));
    const random = pooledRandom((buffer) => (asked.push(buffer.length), script(buffer)), { size: 64 });
    expect(asked).toEqual([]);
    expect([...random(new Uint8Array(3))]).toEqual([0, 1, 2]);
    expect([...random(new Uint8Array(0))]).toEqual([]);
    expect([...random(new Uint8Array(61))]).toEqual(Array.from({ length: 61 }, (_, i) => i + 3));
    expect(asked).toEqual([64]);
    expect([...random(new Uint8Array(100))]).toEqual(Array.from({ length: 100 }, (_, i) => i + 64));
    expect(asked).toEqual([64, 64, 64]);
  });

  test('asks for 4096 bytes at a time where nothing else is said', () => {
    const asked: number[] = [];
    const random = pooledRandom((buffer) => (asked.push(buffer.length), secureRandom(buffer)));
    random(new Uint8Array(5000));
    expect(asked).toEqual([4096, 4096]);
  });

  test('always says what its source would say without it, in draws of any size', () => {
    always(
      fc.property(fc.array(fc.nat(200), { maxLength: 20 }), fc.integer({ min: 64, max: 300 }), (sizes, size) => {
        const random = pooledRandom(scripted([]), { size });
        const total = sizes.reduce((sum, one) => sum + one, 0);
        const drawn = sizes.flatMap((one) => [...random(new Uint8Array(one))]);
        expect(drawn).toEqual([...scripted([])(new Uint8Array(total))]);
      }),
      100,
    );
  });

  test('never hands out a byte twice, and wipes it as it hands it out', () => {
    const pools: Uint8Array[] = [];
    const random = pooledRandom((buffer) => (pools.push(buffer), secureRandom(buffer)), { size: 256 });
    const drawn = random(new Uint8Array(100));
    const [pool = new Uint8Array()] = pools;
    expect(pool.subarray(0, 100).every((byte) => byte === 0)).toBe(true);
    expect(pool.subarray(100).some((byte) => byte !== 0)).toBe(true);
    expect(drawn.some((byte) => byte !== 0)).toBe(true);
    random(new Uint8Array(300));
    for (const one of pools) expect(one.subarray(0, 144).every((byte) => byte === 0)).toBe(true);
    expect(
      pools
        .at(-1)
        ?.subarray(144)
        .some((byte) => byte !== 0),
    ).toBe(true);
  });

  test.each([8, 12])('never keeps the bytes of a passcode of %d characters', (length) => {
    const pools: Uint8Array[] = [];
    const random = pooledRandom((buffer) => (pools.push(buffer), secureRandom(buffer)), { size: 4096 });
    const passcode = generatePasscode({ random, length });
    const used = pools[0]?.findIndex((byte) => byte !== 0) ?? 0;
    // Whole fours of bytes, of which one may begin with a zero by chance.
    expect(used).toBeGreaterThanOrEqual(passcode.length);
    expect(pools[0]?.subarray(0, used).every((byte) => byte === 0)).toBe(true);
    expect(pools[0]?.subarray(used + 64).some((byte) => byte !== 0)).toBe(true);
  });

  test('always gives its source an empty buffer, with nothing in it of the last time', () => {
    let calls = 0;
    const random = pooledRandom(
      (buffer) => {
        expect(buffer.every((byte) => byte === 0)).toBe(true);
        secureRandom(buffer);
        if (++calls === 2) fail(new Error('out of entropy'));
        return buffer;
      },
      { size: 65 },
    );
    expect(() => {
      for (let i = 0; i < 9; i++) generatePasscode({ random });
    }).toThrow(THREW);
    expect(generatePasscode({ random, length: 48 }).length).toBe(48);
    expect(calls).toBeGreaterThan(2);
  });

  test.each(['dispose', ...Object.values(disposal())])('is wiped by %o, and hands out nothing after that', (name) => {
    const pools: Uint8Array[] = [];
    const random = pooledRandom((buffer) => (pools.push(buffer), secureRandom(buffer)));
    random(new Uint8Array(1));
    const dispose: () => void = Reflect.get(random, name);
    dispose();
    dispose();
    expect(pools).toHaveLength(1);
    expect(pools[0]?.every((byte) => byte === 0)).toBe(true);
    const buffer = new Uint8Array(8);
    expect(() => random(buffer)).toThrow(new TypeError('`random` expected a pool in use, got one that is disposed'));
    expect(buffer).toEqual(new Uint8Array(8));
    expect(() => generatePasscode({ random })).toThrow(
      new TypeError('`random` expected a pool in use, got one that is disposed'),
    );
  });

  test.each<[string, (buffer: Uint8Array) => Uint8Array, string]>([
    ['and fills', (buffer) => buffer, '`random` expected a pool in use, got one that is disposed'],
    ['and throws', () => fail(new Error('out of entropy')), THREW.message],
    ['and returns a copy', (buffer) => buffer.slice(), NOT_THE_BUFFER.message],
    ['and repeats itself', (buffer) => buffer.fill(7), UNRANDOM.message],
  ])('never keeps or hands out what its source brings where that disposes of it %s', (_what, ends, error) => {
    const pools: Uint8Array[] = [];
    const random: PooledRandom = pooledRandom((buffer) => {
      random.dispose();
      pools.push(buffer);
      return ends(secureRandom(buffer));
    });
    const buffer = new Uint8Array(8);
    expect(() => random(buffer)).toThrow(error);
    expect(pools[0]?.every((byte) => byte === 0)).toBe(true);
    expect(() => random(buffer)).toThrow('`random` expected a pool in use, got one that is disposed');
    expect(buffer).toEqual(new Uint8Array(8));
    expect(pools).toHaveLength(1);
  });

  test('never shares anything with another pool', () => {
    const [one, other] = [pooledRandom(secureRandom), pooledRandom(secureRandom)];
    expect(Buffer.compare(one(new Uint8Array(64)), other(new Uint8Array(64)))).not.toBe(0);
    one.dispose();
    expect(other(new Uint8Array(64))).toHaveLength(64);
  });

  test.each<[string, (buffer: Uint8Array<ArrayBuffer>) => unknown, Error]>([
    ['that fills nothing', (buffer) => buffer, UNRANDOM],
    ['that repeats itself', (buffer) => pattern(buffer, [1, 2, 3]), UNRANDOM],
    ['that returns a copy', (buffer) => scripted([])(buffer).slice(), NOT_THE_BUFFER],
    ['that throws', () => fail(new Error('out of entropy')), THREW],
  ])('over a source %s never hands out a byte', (_name, source, error) => {
    const buffer = new Uint8Array(8);
    expect(() => untyped(pooledRandom)(source)(buffer)).toThrow(error);
    expect(buffer).toEqual(new Uint8Array(8));
  });

  test.each([63, 65_537, 0, -1, 64.5, Number.NaN, Infinity, '64', null])('of %o bytes is refused', (size) => {
    expect(() => untyped(pooledRandom)(secureRandom, { size })).toThrow(
      /^`size` expected integer in 64\.\.65536, got /,
    );
  });

  test('that is its own source ends', () => {
    const random: RandomSource = pooledRandom((buffer) => random(buffer));
    expect(() => random(new Uint8Array(8))).toThrow(TypeError);
  });
});

/** `Symbol.dispose`, where the platform has it. */
function disposal(): { readonly dispose?: symbol } {
  const { dispose } = Symbol as { readonly dispose?: symbol };
  return dispose ? { dispose } : {};
}

function fillPart(buffer: Uint8Array<ArrayBuffer>, from: number, to: number): Uint8Array<ArrayBuffer> {
  secureRandom(buffer.subarray(from, to));
  return buffer;
}

function pattern(buffer: Uint8Array<ArrayBuffer>, phrase: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < buffer.length; i++) buffer[i] = phrase[i % phrase.length] ?? 0;
  return buffer;
}

function fail(reason: unknown): never {
  throw reason;
}
