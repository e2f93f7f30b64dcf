interface Instant {
  readonly epochMilliseconds: number;
}

export function isWithinInterval(date: Date, interval: { readonly start: Date; readonly end: Date }): boolean;
export const Temporal: {
  readonly Instant: { fromEpochMilliseconds(millis: number): Instant; compare(one: Instant, other: Instant): number };
};
