import { CREATION } from './creation.ts';
import { POLICY } from './policy.ts';
import { PROTOCOL } from './protocol.ts';
import { REFUSALS } from './refusals.ts';
import type { BrokenDriver } from './tools.ts';
import { USABILITY } from './usability.ts';

/** Every way of being wrong, with the check that is there to notice. */
export const BROKEN: readonly BrokenDriver[] = [...CREATION, ...REFUSALS, ...USABILITY, ...PROTOCOL, ...POLICY];
