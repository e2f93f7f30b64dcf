/** The `Date` of a machine whose clock is so far ahead; it goes on from there. Dates of an instant that somebody says are as ever. */
export function shiftedDate(ahead: number, of: DateConstructor = Date): DateConstructor {
  const now = (): number => of.now() + ahead;
  return new Proxy(of, {
    apply: () => new of(now()).toString(),
    construct: (target, args, self): Date => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    get: (target, name, self): unknown => (name === 'now' ? now : Reflect.get(target, name, self)),
  });
}
