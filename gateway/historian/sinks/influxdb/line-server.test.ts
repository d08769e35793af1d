import { createServer, type Server } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { LineServer } from './line-server.ts';

let web: Server | undefined;

afterEach(() => {
  web?.closeAllConnections();
  web?.close();
});

test('a server that goes away while nothing is sent is noticed', async () => {
  web = createServer((_request, response) => response.writeHead(204).end());
  const port = await new Promise<number>((resolve) =>
    web?.listen(0, '127.0.0.1', () => {
      const address = web?.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
  const server = new LineServer({ id: 'a', kind: 'influxdb', url: `http://127.0.0.1:${port}`, database: 'd' });
  expect((await server.detect(0, 0.5)).ok).toBe(true);
  expect((await server.write(['m f=1 1'])).status).toBe(204);
  expect(server.closings).toBe(0);
  web.closeAllConnections();
  await vi.waitFor(() => expect(server.closings).toBe(1));
  expect((await server.write(['m f=1 1'])).status).toBe(204);
  expect(server.closings).toBe(1);
  server.close();
});
