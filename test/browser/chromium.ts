import { existsSync } from 'node:fs';

/** Where Debian puts it; `CHROMIUM` names another one. */
const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium of this machine, `undefined` where it has none. */
export const chromium: string | undefined = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** A browser that runs as root, without a screen, and that asks nothing of any network. */
export const launchOptions = {
  executablePath: chromium ?? '',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
