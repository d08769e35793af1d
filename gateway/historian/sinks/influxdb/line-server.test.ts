import type { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { answeringServer } from '../../../../tests/harness/answering-server.ts';
import { LineServer } from './line-server.ts';

test('a server that goes away while nothing is sent is noticed', async () => {
  const sockets = new Set<Socket>();
  const url = await answeringServer((request, response) => {
    sockets.add(request.socket);
    response.writeHead(204).end();
  });
  const server = new LineServer({ id: 'a', kind: 'influxdb', url, database: 'd' });
  expect((await server.detect(0, 0.5)).ok).toBe(true);
  expect((await server.write(['m f=1 1'])).status).toBe(204);
  expect(server.closings).toBe(0);
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(() => expect(server.closings).toBe(1));
  expect((await server.write(['m f=1 1'])).status).toBe(204);
  expect(server.closings).toBe(1);
  server.close();
});
