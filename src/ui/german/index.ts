/**
 * The German words for `./ui`, apart, so that a page in another language does not ship them.
 *
 * @packageDocumentation
 */
export { german } from '../german.ts';
