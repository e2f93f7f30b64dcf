import type { RandomSource } from '../index.ts';

/**
 * A random source that says these bytes in this order, and after them others that never repeat, the same ones in every run. For tests
 * that need to know what comes, and for nothing else: whoever reads the test knows the passcodes. Grade: chosen.
 *
 * @example
 * ```ts
 * import { generatePasscode } from 'temporary-access-pass';
 * import { scriptedRandom } from 'temporary-access-pass/testing';
 *
 * const random = scriptedRandom([0, 1, 2, 3, 4, 5, 6, 7]);
 * generatePasscode({ random }).reveal(); // => 'AAAbA4BV'
 * ```
 * @throws RangeError where a byte is no integer in 0..255
 */
export function scriptedRandom(bytes: Iterable<number>): RandomSource {
  const script = [...bytes];
  const wrong = script.find((byte) => !(Number.isInteger(byte) && byte >= 0 && byte <= 255));
  if (wrong !== undefined) throw new RangeError('`bytes` expected integers in 0..255');
  let told = 0;
  let state = 0x9e37_79b9;
  const next = (): number => {
    // Numerical Recipes' generator; its high bits are the good ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return (buffer) => {
    for (let i = 0; i < buffer.length; i++) buffer[i] = told < script.length ? (script[told++] ?? 0) : next();
    return buffer;
  };
}
