import { refuse } from './refusal.ts';

/**
 * Fills the whole buffer with random bytes and returns that same buffer, as `crypto.getRandomValues` and Node's
 * `randomFillSync` do. It must be cryptographically secure wherever a person will use the result.
 */
export type RandomSource = (buffer: Uint8Array<ArrayBuffer>) => Uint8Array;

declare const crypto: { getRandomValues(buffer: Uint8Array<ArrayBuffer>): Uint8Array };

/** What one `getRandomValues` call may ask for (Web Cryptography API, section 10.1.1). */
export const QUOTA = 65_536;

/**
 * The platform's cryptographically secure source, Web Crypto's `getRandomValues`, for buffers of any size. Grade: documented (W3C Web
 * Cryptography API).
 *
 * @throws ReferenceError where the platform has no Web Crypto, TypeError for what is no buffer of bytes
 */
export const secureRandom: RandomSource = (buffer) => {
  assertBytes(buffer);
  // Nearly always; a view of the whole would cost as much again as a few bytes do.
  if (buffer.length <= QUOTA) return crypto.getRandomValues(buffer);
  for (let start = 0; start < buffer.length; start += QUOTA) {
    crypto.getRandomValues(buffer.subarray(start, start + QUOTA));
  }
  return buffer;
};

/** Throws for all that can't be filled byte by byte. A `DataView` has no length, and would come back as it was: all zeros, and no error. */
export function assertBytes(buffer: Uint8Array): void {
  if (!ArrayBuffer.isView(buffer) || buffer.BYTES_PER_ELEMENT !== 1) refuse('buffer', 'a Uint8Array', buffer);
}

/** So many bytes in a row that repeat are no accident: a sound source does it once in 2^56 draws. */
const SUSPICIOUS = 8;

/** How far apart two equal stretches are looked for. */
const LONGEST_PERIOD = 1024;

/**
 * `size` fresh bytes from `random`. A broken source is refused here, before a weak passcode exists. `size` is at least 16, so that
 * the checks have something to look at.
 *
 * @throws TypeError where the source throws or does not return the buffer it was given (a promise, a copy, nothing)
 * @throws RangeError where the bytes show that the source filled nothing, only a part, or a repeating pattern
 */
export function drawBytes(random: RandomSource, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  fillFrom(random, bytes);
  return bytes;
}

/** The same into bytes that are all zero; no source can have given them another length and keep them. */
export function fillFrom(random: RandomSource, bytes: Uint8Array<ArrayBuffer>): void {
  const { length } = bytes;
  if (typeof random !== 'function') refuse('random', 'a function that fills a Uint8Array', random);
  let returned: unknown;
  try {
    returned = random(bytes);
  } catch (cause) {
    throw new TypeError('`random` expected to fill the buffer, but threw', { cause });
  }
  if (returned !== bytes)
    throw new TypeError('`random` expected to return the buffer it was given, got something else');
  if (bytes.length !== length || hasRun(bytes) || repeats(bytes)) {
    throw new RangeError('`random` expected random bytes, got a buffer that is unfilled or repeats itself');
  }
}

/** The repetition count test of NIST SP 800-90B section 4.4.1. */
function hasRun(bytes: Uint8Array): boolean {
  // One of the seven pairs of neighbours in eight bytes ends at a multiple of seven, so that only there a run has to be looked for.
  for (let i = 7; i < bytes.length; i += 7)
    if (bytes[i] === bytes[i - 1] && runAround(bytes, i) >= SUSPICIOUS) return true;
  return false;
}

function runAround(bytes: Uint8Array, at: number): number {
  let from = at;
  while (bytes[from - 1] === bytes[at]) from--;
  let to = at;
  while (bytes[to] === bytes[at]) to++;
  return to - from;
}

function repeats(bytes: Uint8Array): boolean {
  const longest = Math.min(LONGEST_PERIOD, bytes.length - SUSPICIOUS);
  for (let period = 1; period <= longest; period++)
    if (bytes[period] === bytes[0] && repeatsAfter(bytes, period)) return true;
  return false;
}

function repeatsAfter(bytes: Uint8Array, period: number): boolean {
  let i = period;
  while (bytes[i] === bytes[i - period]) i++;
  return i === bytes.length;
}

/** `00` to `ff`. */
const HEX = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * A random UUID, version 4 (RFC 9562 section 5.4), in lower case, for the ids of passes. Grade: chosen.
 *
 * @throws TypeError or RangeError for a random source that is not as described
 */
export function uuid(random: RandomSource): string {
  const bytes = drawBytes(random, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  let text = '';
  for (const [i, byte] of bytes.entries()) text += (i > 2 && i < 12 && i % 2 === 0 ? '-' : '') + HEX[byte];
  return text;
}
