import type { Pass } from 'temporary-access-pass';

/** A one-time pass of an hour that nobody has used, but for some fields. */
export function passWith(fields: Partial<Pass> & Pick<Pass, 'startsAt'>): Pass {
  return {
    id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6',
    createdAt: fields.startsAt,
    lifetimeInMinutes: 60,
    isUsableOnce: true,
    redeemedAt: null,
    lastUsedAt: null,
    failedAttempts: 0,
    version: 1,
    ...fields,
  };
}
