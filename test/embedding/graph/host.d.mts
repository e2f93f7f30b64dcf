import type { Server } from 'node:http';
import type { GraphEmulator } from 'temporary-access-pass/graph';

export function serve(emulator: Pick<GraphEmulator, 'handle'>): Server;
