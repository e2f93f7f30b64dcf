import { constantTimeEqual, type Passcode } from './passcode.ts';
import { drawBytes, type RandomSource } from './random.ts';
import { assertInteger, refuse, sentence } from './refusal.ts';

/** A slow, salted password hash: `pbkdf2()`, or one that a server brings along. Salts, comparison and the sealed string are not its business. */
export interface PasscodeHash {
  /** Its name in sealed strings, 1..32 of `a-z 0-9 -`, such as `argon2id`. */
  readonly id: string;
  /** The parameters of new seals as they stand in the string, 1..64 of `a-z 0-9 = , $ -`, such as `v=19$m=19456,t=2,p=1`. */
  readonly parameters: string;
  /**
   * The 32 bytes for a passcode (up to 48 printable ASCII characters), the salt and the parameters of one seal. `null`, at once, for
   * parameters it does not know or that ask for too much work. For weaker parameters than today's it should take as long as for those.
   */
  readonly derive: (passcode: string, seal: SealInputs) => Promise<Uint8Array | null>;
}

/** What a hash mixes with the passcode. */
export interface SealInputs {
  /** 16 random bytes, or as many as an older seal has: up to 48. */
  readonly salt: Uint8Array<ArrayBuffer>;
  /** The parameters, which may be those of an older seal, or hostile. */
  readonly parameters: string;
}

/** How to check a sealed string. */
export interface VerifyOptions {
  /** The password hash; default `pbkdf2()`. */
  readonly hash?: PasscodeHash | undefined;
}

/** How to seal a passcode. */
export interface SealOptions extends VerifyOptions {
  /** Where the salt comes from; `secureRandom` unless a test says otherwise. */
  readonly random: RandomSource;
}

declare const crypto: {
  readonly subtle: {
    importKey(format: 'raw', key: Uint8Array, name: 'PBKDF2', extractable: false, uses: string[]): Promise<object>;
    deriveBits(algorithm: object, key: object, bits: number): Promise<ArrayBuffer>;
  };
};
declare const btoa: (binary: string) => string;
declare const atob: (base64: string) => string;

/** The PHC string format with a salt of 16..48 bytes and a hash of 32. Every part is bounded, so that no length makes it slow. */
const SEAL = /^\$([a-z0-9-]{1,32})\$([a-z0-9=,$-]{1,64})\$([A-Za-z0-9+/]{22,64})\$([A-Za-z0-9+/]{43})$/;

/**
 * PBKDF2-HMAC-SHA-256 by Web Crypto. Seals of other iteration counts in the same range verify too, and those of fewer take as long as new
 * ones. Grade: 600,000 is OWASP's figure (Password Storage Cheat Sheet, read 2026-11); the range is chosen, its end so that no stored
 * string makes a server work for minutes.
 *
 * @param iterations 100,000..10,000,000, default 600,000
 * @throws TypeError or RangeError for iterations out of range
 */
export function pbkdf2(iterations = 600_000): PasscodeHash {
  assertInteger('iterations', iterations, 100_000, 10_000_000);
  return {
    id: 'pbkdf2-sha256',
    parameters: `i=${iterations}`,
    async derive(passcode, { salt, parameters }) {
      const count = Number(/^i=([1-9]\d{5,6}|10{7})$/.exec(parameters)?.[1] ?? 0);
      if (count === 0) return null;
      const key = await crypto.subtle.importKey('raw', bytesOf(passcode), 'PBKDF2', false, ['deriveBits']);
      const run = async (times: number): Promise<Uint8Array> =>
        new Uint8Array(
          await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: times }, key, 256),
        );
      const bytes = await run(count);
      // Or an older seal would be told from a new one, and from none, by its time.
      if (count < iterations) await run(iterations - count);
      return bytes;
    },
  };
}

/**
 * A passcode in the form for storage: hashed slowly with a salt of its own, as one self-describing string in the PHC string format. Every
 * format of passcode here is under 112 bits by default, so a plain or unsalted hash would not do (NIST SP 800-63B-4 section 3.1.2). Grade: chosen.
 *
 * @param passcode what `issue` or `generatePasscode` made, or its text where a server has that: 8..48 characters in U+0021..U+007E
 * @example
 * ```ts
 * import { generatePasscode, seal, secureRandom, verifySeal } from 'temporary-access-pass';
 *
 * const passcode = generatePasscode({ random: secureRandom });
 * const sealed = await seal(passcode, { random: secureRandom });
 * sealed.slice(0, 24); // => '$pbkdf2-sha256$i=600000$'
 * await verifySeal(sealed, passcode.reveal()); // => true
 * await verifySeal(sealed, 'wrong'); // => false
 * ```
 * @throws (rejects with) TypeError or RangeError for a passcode, random source or hash that is not as described
 */
export async function seal(passcode: Passcode | string, options: SealOptions): Promise<string> {
  const { random, hash = pbkdf2() } = options;
  const text: unknown = typeof passcode === 'string' ? passcode : passcode?.reveal?.();
  // Only the type of what came: a passcode of digits may come as a number.
  if (!isPasscode(text)) {
    const error = typeof text === 'string' ? RangeError : TypeError;
    throw new error(sentence('passcode', '8..48 characters in U+0021..U+007E', typeof (text ?? passcode)));
  }
  const { parameters } = hash;
  const salt = drawBytes(random, 16);
  const sealed = `${prefix(hash)}${base64(salt)}$${await derived(hash, text, { salt, parameters })}`;
  if (needsReseal(sealed, { hash })) refuse('hash', 'a PHC id, parameters and 32 bytes', hash);
  return sealed;
}

/**
 * Whether `candidate` is the passcode that was sealed, to the letter. A sealed string that is unknown, damaged, too long or asks for too much
 * work is `false` at once; a candidate that can't be a passcode, of whatever type and length, is `false` after the usual work. Grade: chosen.
 *
 * @throws (rejects with) nothing but what the hash throws
 */
export async function verifySeal(sealed: string, candidate: string, options: VerifyOptions = {}): Promise<boolean> {
  return (await openSeal(sealed, candidate, options.hash ?? pbkdf2())) === true;
}

/**
 * Whether a sealed string was made with another hash or other parameters than `seal` uses now: seal the passcode anew after its next success.
 * Grade: chosen.
 *
 * @throws TypeError where the hash is none
 */
export function needsReseal(sealed: string, { hash = pbkdf2() }: VerifyOptions = {}): boolean {
  const parts = read(sealed, hash);
  return parts === undefined || parts.parameters !== hash.parameters;
}

/**
 * Whether `candidate` opens `sealed`; `undefined` where that is no seal of this hash, or one that the hash refuses. Every candidate that can't
 * be a passcode costs what a space does, which no passcode holds.
 */
export async function openSeal(sealed: unknown, candidate: unknown, hash: PasscodeHash): Promise<boolean | undefined> {
  const parts = read(sealed, hash);
  if (parts === undefined) return undefined;
  const isPossible = isPasscode(candidate);
  const hashed = await derived(hash, isPossible ? candidate : ' ', parts);
  return hashed === undefined ? undefined : constantTimeEqual(parts.hashed, hashed) && isPossible;
}

/** A seal with the parameters of new ones, to spend the same work on where there is none. */
export function decoySeal(hash: PasscodeHash): string {
  return `${prefix(hash)}${'A'.repeat(22)}$${'A'.repeat(43)}`;
}

function prefix({ id, parameters }: PasscodeHash): string {
  return `$${id}$${parameters}$`;
}

function read(sealed: unknown, hash: PasscodeHash): (SealInputs & { readonly hashed: string }) | undefined {
  const parts = SEAL.exec(typeof sealed === 'string' ? sealed : '');
  // Before ids are compared: what is no seal has none, and neither may the hash.
  if (parts === null) return undefined;
  const [, id, parameters = '', salt64 = '', hashed = ''] = parts;
  // Base64 never leaves one character over, and `atob` throws for it.
  if (id !== hash.id || salt64.length % 4 === 1) return undefined;
  const salt = bytesOf(atob(salt64));
  return base64(salt) === salt64 ? { parameters, salt, hashed } : undefined;
}

async function derived(hash: PasscodeHash, passcode: string, inputs: SealInputs): Promise<string | undefined> {
  const bytes = await hash.derive(passcode, inputs);
  // Nothing but bytes: of text `fromCharCode` would make zeros, the same for every passcode.
  return ArrayBuffer.isView(bytes) && bytes.length === 32 ? base64(bytes) : undefined;
}

function isPasscode(value: unknown): value is string {
  return typeof value === 'string' && /^[!-~]{8,48}$/.test(value);
}

function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+/, '');
}
