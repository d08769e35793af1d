import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesIn, RECORD_CACHE, SHELL_CACHE, wayOf } from './shell-cache.ts';
import { createShellKeeper } from './shell-keeper.ts';

const asked = (path: string, change: { method?: string; mode?: string } = {}) =>
  wayOf({ method: 'GET', mode: 'cors', path, ...change });

describe('which way', () => {
  it.each(['/', '/mine', '/alarms?id=1', '/equipment/CH-1.x'])('%s is a page', (path) =>
    expect(asked(path, { mode: 'navigate' })).toBe('page'),
  );
  it.each(['/a/token', '/docs', '/api/v1/history/export?tags=a'])('%s is opened by the gateway alone', (path) =>
    expect(asked(path, { mode: 'navigate' })).toBe('network'),
  );
  it.each(['/assets/main-abc.js', '/icon.svg', '/icon-192.png'])('%s never changes', (path) =>
    expect(asked(path)).toBe('asset'),
  );
  it.each(['/api/v1/work-orders?state=open', '/api/v1/rounds/7', '/api/v1/on-call'])('%s is kept for later', (path) =>
    expect(asked(path)).toBe('record'),
  );
  it('values, alarms, sessions and everything that changes something go to the gateway', () => {
    for (const path of ['/api/v1/points', '/api/v1/alarms', '/api/v1/session', '/socket.io/', '/push-worker.js'])
      expect(asked(path)).toBe('network');
    expect(asked('/api/v1/work-orders/7/transitions', { method: 'POST' })).toBe('network');
  });
});

it('reads the list of the build, and anything else as nothing', () => {
  const list = {
    'a.tsx': { file: 'assets/a.js', css: ['assets/a.css'] },
    'b.tsx': { file: 'assets/a.js' },
    w: { file: 'push-worker.js' },
  };
  expect(filesIn(list)).toEqual(['/assets/a.js', '/assets/a.css']);
  fc.assert(fc.property(fc.jsonValue(), (any) => Array.isArray(filesIn(any))));
});

const ORIGIN = 'http://desk.example';
const keyOf = (request: RequestInfo | URL): string =>
  request instanceof Request ? request.url : `${ORIGIN}${request}`;

/** The part of the browser's cache that is used. */
class FakeCache {
  readonly kept = new Map<string, Response>();
  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    return this.kept.get(keyOf(request))?.clone();
  }
  async put(request: RequestInfo | URL, answer: Response): Promise<void> {
    this.kept.set(keyOf(request), answer);
  }
  async delete(request: RequestInfo | URL): Promise<boolean> {
    return this.kept.delete(keyOf(request));
  }
  async keys(): Promise<Request[]> {
    return [...this.kept.keys()].map((url) => new Request(url));
  }
}

function setup(served: Record<string, string>) {
  const stores = new Map<string, FakeCache>();
  const storeOf = (name: string): FakeCache => {
    const store = stores.get(name) ?? new FakeCache();
    stores.set(name, store);
    return store;
  };
  const work: Promise<unknown>[] = [];
  const net = { isUp: true, asked: [] as string[] };
  const keeper = createShellKeeper({
    caches: { open: async (name) => storeOf(name) as unknown as Cache },
    fetch: async (request) => {
      const path = new URL(keyOf(request)).pathname;
      net.asked.push(path);
      if (!net.isUp) throw new TypeError('no link');
      const body = served[path];
      return body === undefined ? new Response('', { status: 404 }) : new Response(body);
    },
    waitUntil: (one) => void work.push(one),
  });
  return {
    keeper,
    net,
    served,
    settled: () => Promise.all(work.splice(0)),
    kept: (name: string) => [...storeOf(name).kept.keys()],
  };
}

const request = (path: string): Request => new Request(`${ORIGIN}${path}`);
const FIRST = {
  '/': 'first page',
  '/mine': 'first page',
  '/assets.json': JSON.stringify({ a: { file: 'assets/a1.js' } }),
  '/assets/a1.js': 'one',
  '/api/v1/work-orders': '[]',
};

describe('the keeper', () => {
  it('opens any page without a link, from what it took over', async () => {
    const { keeper, net } = setup(FIRST);
    await keeper.keepAll();
    net.isUp = false;
    expect(await (await keeper.answer('page', request('/rounds/7'))).text()).toBe('first page');
    expect(await (await keeper.answer('asset', request('/assets/a1.js'))).text()).toBe('one');
  });

  it('takes over a new version when the first page names other files, and forgets the old ones', async () => {
    const { keeper, served, settled, kept } = setup({ ...FIRST });
    await keeper.keepAll();
    Object.assign(served, {
      ...{ '/': 'second', '/mine': 'second', '/assets/b2.js': 'two' },
      '/assets.json': JSON.stringify({ b: { file: 'assets/b2.js' } }),
    });
    await keeper.answer('page', request('/mine'));
    await settled();
    expect(kept(SHELL_CACHE).sort()).toEqual([`${ORIGIN}/`, `${ORIGIN}/assets/b2.js`]);
  });

  it('answers a record from the network, and only without one from before', async () => {
    const { keeper, net, served, settled } = setup({ ...FIRST });
    await keeper.answer('record', request('/api/v1/work-orders'));
    await settled();
    served['/api/v1/work-orders'] = '[1]';
    expect(await (await keeper.answer('record', request('/api/v1/work-orders'))).text()).toBe('[1]');
    await settled();
    net.isUp = false;
    expect(await (await keeper.answer('record', request('/api/v1/work-orders'))).text()).toBe('[1]');
    expect((await keeper.answer('record', request('/api/v1/rounds'))).type).toBe('error');
  });

  it('keeps at most a hundred records, the latest', async () => {
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`/api/v1/rounds/${i}`, 'x']));
    const { keeper, settled, kept } = setup(many);
    for (const path of Object.keys(many)) {
      await keeper.answer('record', request(path));
      await settled();
    }
    expect(kept(RECORD_CACHE)).toHaveLength(100);
    expect(kept(RECORD_CACHE)[0]).toBe(`${ORIGIN}/api/v1/rounds/30`);
  });

  it('a gateway that is away while it takes over does no harm', async () => {
    const { keeper, net } = setup(FIRST);
    net.isUp = false;
    await keeper.keepAll();
    expect((await keeper.answer('page', request('/mine'))).type).toBe('error');
  });
});
