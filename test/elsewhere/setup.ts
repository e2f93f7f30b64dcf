import { shiftedDate } from './clock.ts';

// Before each test file: the clock of another machine, where `TEST_CLOCK` names an instant.
const { TEST_CLOCK } = process.env;
if (TEST_CLOCK !== undefined) globalThis.Date = shiftedDate(Date.parse(TEST_CLOCK) - Date.now());
