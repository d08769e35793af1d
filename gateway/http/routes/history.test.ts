import { expect, it, onTestFinished } from 'vitest';
import { fakeHistorian, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { MissingHistory } from '../../domain/missing-history.ts';

/** A web server whose historian lacks `missing` of every trend. */
async function ask(missing: MissingHistory | undefined, path: string) {
  const historian = fakeHistorian();
  const query: typeof historian.reader.query = async (...question) => {
    const columns = await historian.reader.query(...question);
    return missing ? { ...columns, missing } : columns;
  };
  const web = await startFakeWeb({ historian: { ...historian, reader: { ...historian.reader, query } } });
  onTestFinished(() => web.http.close());
  const headers = { host: 'plant.local', cookie: await web.cookieFor('engineer') };
  return web.http.app.inject({ method: 'GET', url: `/api/v1/history${path}`, headers });
}

const TREND = '?tag=PUMP-1.p0&from=0&to=10000&width=10';

it('a trend says what of the past could not be read, and why', async () => {
  const answer = await ask({ fromMs: 0, toMs: 5_000, reason: 'slow' }, TREND);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    mean: [1.5, null],
    missing: { from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:00:05.000Z', reason: 'slow' },
  });
});

it('a trend that lacks nothing says so', async () => {
  expect((await ask(undefined, TREND)).json().missing).toBeNull();
});
