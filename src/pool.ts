import { assertBytes, fillFrom, QUOTA, type RandomSource } from './random.ts';
import { assertInteger } from './refusal.ts';

/** Checked random bytes, used in place: whoever takes some moves `used` on and leaves zeros behind. */
export interface Store {
  /** The bytes, those before `used` wiped. */
  readonly bytes: DataView<ArrayBuffer>;
  /** How many there are. Engines ask the view itself by a call. */
  readonly size: number;
  /** How many are used. */
  used: number;
  /** Puts fresh bytes in the place of all. */
  readonly refill: () => void;
}

/** Where a pool keeps its store, out of sight of whoever prints it. */
const STORE: unique symbol = /* @__PURE__ */ Symbol('store');

/** A random source with bytes in store. */
export interface PooledRandom extends RandomSource {
  /** Wipes what is in store; every later call is refused. Also under `Symbol.dispose`, for `using`, where the platform has it. */
  readonly dispose: () => void;
}

/**
 * A random source that asks `source` for `size` bytes at a time and hands them out, for programs that make one passcode after the other: a
 * call to the platform's generator costs many times what it brings. Bytes are wiped as they are handed out. Those in store can be
 * read by whoever reads the program's memory, and a copy of the memory has the same; that is why a pool is a choice. Grade: chosen.
 *
 * @example
 * ```ts
 * import { generatePasscode, pooledRandom, secureRandom } from 'temporary-access-pass';
 *
 * const random = pooledRandom(secureRandom, { size: 4096 });
 * generatePasscode({ random }).length; // => 8
 * random.dispose();
 * generatePasscode({ random }); // throws TypeError: `random` expected a pool in use, got one that is disposed
 * ```
 * @param options `size`: 64..65,536 bytes, default 4096
 * @throws TypeError or RangeError for a size or a source that is not as described, the source at its first call
 */
export function pooledRandom(source: RandomSource, options: { readonly size?: number } = {}): PooledRandom {
  const { size = 4096 } = options;
  assertInteger('size', size, 64, QUOTA);
  let from: RandomSource | undefined = source;
  const store = newStore(size, (bytes) => {
    try {
      if (from !== undefined) fillFrom(from, bytes);
    } finally {
      // The source may have disposed of the pool itself.
      if (from === undefined) bytes.fill(0);
    }
    if (from === undefined) throw new TypeError('`random` expected a pool in use, got one that is disposed');
  });
  const random = (buffer: Uint8Array): Uint8Array => {
    assertBytes(buffer);
    for (let i = 0; i < buffer.length; i++) {
      if (store.used === store.size) store.refill();
      buffer[i] = store.bytes.getUint8(store.used);
      store.bytes.setUint8(store.used++, 0);
    }
    return buffer;
  };
  const dispose = (): void => {
    from = undefined;
    wipe(store);
  };
  const { dispose: name = 'dispose' } = Symbol as { readonly dispose?: symbol };
  return Object.defineProperty(Object.assign(random, { dispose, [name]: dispose }), STORE, { value: store });
}

/** The store of a pool; `undefined` for any other source. */
export function storeOf(random: RandomSource): Store | undefined {
  // Asked of functions alone: anything else is refused later, and may throw what it likes where it is looked at.
  return typeof random === 'function' ? (random as { readonly [STORE]?: Store })[STORE] : undefined;
}

/** A store of so many bytes, all of them used up at first. */
export function newStore(size: number, fill: (bytes: Uint8Array<ArrayBuffer>) => void): Store {
  const bytes = new Uint8Array(size);
  const store: Store = {
    bytes: new DataView(bytes.buffer),
    size,
    used: size,
    refill: () => {
      // A few may be left, and all of them where the source threw the last time.
      bytes.fill(0);
      fill(bytes);
      store.used = 0;
    },
  };
  return store;
}

/** Leaves nothing in a store. */
export function wipe(store: Store): void {
  new Uint8Array(store.bytes.buffer).fill(0);
  store.used = store.size;
}
