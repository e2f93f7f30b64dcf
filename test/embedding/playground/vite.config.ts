import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (path: string): string => `${fileURLToPath(new URL('../../../src', import.meta.url))}/${path}`;

export default defineConfig({
  base: './',
  resolve: {
    alias: [
      { find: /^temporary-access-pass$/, replacement: source('index.ts') },
      { find: /^temporary-access-pass\/(.+)$/, replacement: source('$1/index.ts') },
    ],
  },
  server: { host: '127.0.0.1' },
  optimizeDeps: { include: ['luxon'] },
});
