import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from '../../harness/browser.ts';
import { REPOSITORY } from '../../harness/child.ts';
import { withFolder } from '../historian/folder.ts';

const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' },
};

/** A page of the dashboard's own parts on values that are made in the page: 500 readouts and four charts. */
export function withBenchPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
  return withFolder(0, async (outDir) => {
    process.env.NODE_ENV = 'production';
    await build({
      ...{ configFile: false, logLevel: 'silent', root: join(REPOSITORY, 'tests/bench/dashboard/page') },
      plugins: [react()],
      build: { outDir, target: 'es2024', emptyOutDir: true },
    });
    const server = await serve(outDir);
    let browser: Browser | undefined;
    try {
      browser = await openBrowser();
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`);
      await page.locator('canvas').nth(3).waitFor();
      return await work(page);
    } finally {
      await browser?.close();
      server.close();
    }
  });
}

function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const path = join(folder, new URL(url, 'http://page').pathname);
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
    createReadStream(path)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
