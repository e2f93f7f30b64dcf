import { generatePasscode, uuid } from 'temporary-access-pass';
import { manualClock, scriptedRandom } from 'temporary-access-pass/testing';
import { describe, expect, test } from 'vitest';
import { untyped } from '../arbitraries.ts';

describe('a manual clock', () => {
  test('stands still until it is moved', () => {
    const clock = manualClock(new Date(1000));
    expect([clock(), clock()]).toEqual([1000, 1000]);
    expect(clock.advance(500)).toBe(1500);
    expect(clock.advance(0)).toBe(1500);
    expect(clock.set({ epochMilliseconds: 20 })).toBe(20);
    expect(clock()).toBe(20);
  });

  test('is one of its own', () => {
    const [one, other] = [manualClock(0), manualClock(0)];
    one.advance(1);
    expect([one(), other()]).toEqual([1, 0]);
  });

  test('keeps what it showed where it is moved to no instant', () => {
    const clock = manualClock(5);
    expect(() => clock.advance(-1)).toThrow('`milliseconds` expected integer from 0, got -1');
    expect(() => clock.advance(0.5)).toThrow(RangeError);
    expect(() => clock.advance(8.64e15)).toThrow(RangeError);
    expect(() => untyped((by: number) => clock.advance(by))('5')).toThrow(
      '`milliseconds` expected integer from 0, got string',
    );
    expect(() => clock.set(Number.NaN)).toThrow('`instant` expected instant, got NaN');
    expect(clock()).toBe(5);
    expect(() => untyped(manualClock)('2026-11-23')).toThrow(TypeError);
  });
});

describe('a scripted random source', () => {
  test('says its script, and then the same as ever', () => {
    expect(fill([1, 2, 3], 3)).toEqual([1, 2, 3]);
    expect(fill([], 4)).toEqual([66, 233, 63, 96]);
    expect(fill([], 32)).toEqual(fill([], 32));
    expect(fill([9], 33).slice(1)).toEqual(fill([], 32));
    expect(new Set(fill([], 1000)).size).toBeGreaterThan(200);
  });

  test('goes on where it stopped, and is taken by everything that draws', () => {
    const random = scriptedRandom([]);
    expect(uuid(random)).not.toBe(uuid(random));
    expect(generatePasscode({ random }).length).toBe(8);
  });

  test.each([[[256]], [[-1]], [[0.5]], [['1']]])('refuses %j', (bytes) => {
    expect(() => untyped(scriptedRandom)(bytes)).toThrow('`bytes` expected integers in 0..255');
  });
});

function fill(bytes: readonly number[], size: number): number[] {
  return [...scriptedRandom(bytes)(new Uint8Array(size))];
}
