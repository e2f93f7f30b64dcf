/** 0001-01-01T00:00:00.000Z, the first instant that the service can say. */
export const FIRST: number = Date.parse('0001-01-01T00:00:00.000Z');

/** 9999-12-31T23:59:59.999Z, the last one. */
export const LAST: number = Date.parse('9999-12-31T23:59:59.999Z');

/** A Monday morning in the time this was written. */
export const MONDAY: number = Date.UTC(2026, 10, 23, 9);

/** Milliseconds. */
export const MINUTE = 60_000;
