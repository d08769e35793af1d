import { expect, test } from 'vitest';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { PlantroomError } from '../../domain/errors.ts';

const PHOTO = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(600_000, 7)]);

async function upload(who: 'viewer' | 'technician', type: string, change = {}) {
  const web = await startFakeWeb(change);
  const cookie = await web.cookieFor(who);
  const headers = { host: 'plant.local', cookie, 'content-type': type };
  const answer = await web.http.app.inject({ method: 'POST', url: '/api/v1/files', headers, payload: PHOTO });
  return { web, cookie, answer };
}

test('a photo larger than any other request is taken and comes back byte for byte', async () => {
  const { web, cookie, answer } = await upload('technician', 'image/jpeg');
  expect(answer.statusCode).toBe(201);
  const url = `/api/v1/files/${answer.json().sha256}`;
  const headers = { host: 'plant.local', cookie, 'accept-encoding': 'gzip' };
  const back = await web.http.app.inject({ url, headers });
  expect(back.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
  expect(back.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f]{12}\.jpg"$/);
  expect(back.headers['content-encoding']).toBeUndefined();
  expect(back.rawPayload.equals(PHOTO)).toBe(true);
  await web.http.close();
});

test.each([
  { who: 'viewer', type: 'image/jpeg', code: 'AUTH_FORBIDDEN' },
  { who: 'technician', type: 'text/html', code: 'REQUEST_WRONG_TYPE' },
  { who: 'technician', type: 'application/json', code: 'REQUEST_WRONG_TYPE' },
] as const)('$who with $type: $code', async ({ who, type, code }) => {
  const { web, answer } = await upload(who, type);
  expect(answer.json().code).toBe(code);
  await web.http.close();
});

test('a refusal of the store is answered with its code', async () => {
  const files = {
    put: async () => {
      throw new PlantroomError('FILE_TOO_LARGE');
    },
    find: async () => undefined,
    open: async () => undefined,
  };
  const { web, answer } = await upload('technician', 'image/png', { files });
  expect([answer.statusCode, answer.json().code]).toEqual([413, 'FILE_TOO_LARGE']);
  await web.http.close();
});

test('what is no hash is refused, and a hash of nothing is not found', async () => {
  const { web, cookie } = await upload('technician', 'image/jpeg');
  const get = async (sha256: string) =>
    (await web.http.app.inject({ url: `/api/v1/files/${sha256}`, headers: { host: 'plant.local', cookie } })).json();
  expect(await get('..%2Fops.sqlite')).toMatchObject({ code: 'REQUEST_INVALID' });
  expect(await get('0'.repeat(64))).toMatchObject({ code: 'FILE_NOT_FOUND' });
  await web.http.close();
});
