// The emulator behind node:http. Copy this: it is all that a Node server needs.
import { createServer } from 'node:http';

/** More is not collected; the emulator refuses what is longer than 1,048,576 characters. */
const ENOUGH = 1_048_577;

export function serve(emulator) {
  return createServer(async (incoming, outgoing) => {
    try {
      const { method, url, headers } = incoming;
      let body = '';
      for await (const chunk of incoming.setEncoding('utf8')) if (body.length < ENOUGH) body += chunk;
      const answer = emulator.handle({ method, url, headers, body });
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The client went away in the middle of its request.
      outgoing.destroy();
    }
  });
}
