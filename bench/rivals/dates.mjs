export { isWithinInterval } from 'date-fns';
export { Temporal } from 'temporal-polyfill';
