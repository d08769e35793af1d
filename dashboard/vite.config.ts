import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const GATEWAY = 'http://127.0.0.1:8080';

/** A service worker is found again by its name, and speaks for the pages beside and below it. */
const WORKER = 'push-worker';

const KIT = /node_modules\/(@mantine|@floating-ui|react-remove-scroll|clsx|tabbable)/;

/**
 * Libraries that change less often than our pages: a new release of ours leaves them in the browser's cache. What only pages that are
 * opened later need of the kit is a chunk of its own, so that the first paint does not wait for it.
 */
const VENDORS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'kit', test: KIT, tags: ['$initial' as const] },
  { name: 'vendor', test: /node_modules\/(?!uplot)/, tags: ['$initial' as const] },
  { name: 'kit-later', test: KIT, entriesAware: true, entriesAwareMergeThreshold: 30_000 },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    reportCompressedSize: false,
    // What the service worker takes over, so that the screens open without a link.
    manifest: 'assets.json',
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { main: `${import.meta.dirname}/index.html`, [WORKER]: `${import.meta.dirname}/push/push-worker.ts` },
      output: {
        codeSplitting: { groups: VENDORS },
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': GATEWAY, '/docs': GATEWAY, '/socket.io': { target: GATEWAY, ws: true } },
  },
});
