import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launchOptions } from '../browser/chromium.ts';

const root = fileURLToPath(new URL('playground', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A browser, and the playground as Vite builds it. */
export interface Stage {
  /** Opens the playground, on a held clock, with a machine that is in New York. */
  readonly open: (context?: BrowserContextOptions) => Promise<Page>;
  /** Closes every page: a page that nobody looks at still counts down. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** What went wrong in any page: errors, messages on the console, requests to anywhere else. */
  readonly complaints: readonly string[];
}

export async function setTheStage(): Promise<Stage> {
  const outDir = mkdtempSync(join(tmpdir(), 'playground-'));
  await build({ root, logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: 'silent',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const browser = await driver.launch(launchOptions);
  const complaints: string[] = [];
  return {
    complaints,
    open: (context) => openPage({ browser, origin, complaints }, context),
    clear: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

interface Setting {
  readonly browser: Browser;
  readonly origin: string;
  readonly complaints: string[];
}

async function openPage({ browser, origin, complaints }: Setting, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'America/New_York',
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) complaints.push(url);
  });
  await page.goto(`${origin}/?at=2026-11-23T15:30:00Z&zone=Europe/Zurich`);
  return page;
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds against a page as it is, rule and element. */
export async function accessibilityOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
