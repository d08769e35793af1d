import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { lockFolder } from '../store/folder-lock.ts';
import { answersAsGateway, findRunningGateway, isFolderClaimed, webUrl } from './running-gateway.ts';

test('a data folder is claimed for as long as its gateway lives', async () => {
  const folder = await tempFolder();
  expect(isFolderClaimed(join(folder, 'none'))).toBe(false);
  const lock = lockFolder(folder);
  expect(isFolderClaimed(folder)).toBe(true);
  lock.release();
  expect(isFolderClaimed(folder)).toBe(false);
  // Looking does not claim.
  lockFolder(folder).release();
});

test('a gateway on other data is found at its web address', async () => {
  const server = createServer((_request, response) => response.end('{"status":"ok"}')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const http = { host: '0.0.0.0', port };
  expect(await findRunningGateway({ dataFolder: '/nowhere', http, env: {} })).toBe(
    `a gateway is running at http://127.0.0.1:${port}`,
  );
  expect(await findRunningGateway({ dataFolder: '/nowhere', http, env: { PLANTROOM_PORT: '1' } })).toBeUndefined();
  expect(await answersAsGateway(`http://127.0.0.1:${port}`)).toBe(true);
});

test('the web address of a site', () => {
  expect(webUrl({ host: '::1', port: 8080 }, {})).toBe('http://[::1]:8080');
  expect(webUrl({ host: '127.0.0.1', port: 8080 }, { PLANTROOM_PORT: '0' })).toBeUndefined();
});
