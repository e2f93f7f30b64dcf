import { http } from 'msw';
import { setupServer, type SetupServer } from 'msw/node';
import type { GraphEmulator } from 'temporary-access-pass/graph';

/** A request mock: programs under test ask Microsoft Graph, and the emulator answers. */
export function mockGraph(emulator: GraphEmulator): SetupServer {
  return setupServer(http.all('https://graph.microsoft.com/*', ({ request }) => emulator.fetch(request)));
}
