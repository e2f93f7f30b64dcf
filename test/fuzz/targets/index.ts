import type { Target } from '../target.ts';
import { CORE } from './core.ts';
import { GRAPH } from './graph.ts';
import { REVIEW } from './review.ts';
import { ARBITRARIES, TESTING } from './testing.ts';
import { UI } from './ui.ts';

/** Every function that the package exports. */
export const TARGETS: readonly Target[] = [...CORE, ...GRAPH, ...REVIEW, ...UI, ...TESTING, ...ARBITRARIES];
