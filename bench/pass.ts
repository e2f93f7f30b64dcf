import type { Pass } from 'temporary-access-pass';

/** A one-time pass of an hour that nobody has used. */
export function passWith({ startsAt, createdAt = startsAt }: { startsAt: number; createdAt?: number }): Pass {
  return {
    id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6',
    createdAt,
    startsAt,
    lifetimeInMinutes: 60,
    isUsableOnce: true,
    redeemedAt: null,
    lastUsedAt: null,
    failedAttempts: 0,
    version: 1,
  };
}
