import { expect, it } from 'vitest';
import { lastPush } from './last-push.ts';
import { notePush } from './note-push.ts';

function fakeCaches() {
  const kept = new Map<string, Response>();
  const cache = {
    match: async (key: string) => kept.get(key)?.clone(),
    put: async (key: string, answer: Response) => void kept.set(key, answer),
  };
  return { open: async () => cache as unknown as Cache };
}

it('reads what the worker noted', async () => {
  const caches = fakeCaches();
  expect(await lastPush(caches)).toBeNull();
  await notePush(caches, 1_700_000_000_000);
  expect(await lastPush(caches)).toBe(1_700_000_000_000);
});

it('is silent where nothing can be kept', async () => {
  const broken = { open: () => Promise.reject(new Error('full')) };
  await notePush(broken, 1);
  expect(await lastPush(broken)).toBeNull();
  expect(await lastPush(undefined)).toBeNull();
});
