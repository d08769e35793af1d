import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { PasswordHasher } from './password.ts';

it('knows its own hashes, and never the same twice', async () => {
  const hasher = new PasswordHasher(randomBytes);
  const [one, two] = await Promise.all([hasher.hash('pässword 密码'), hasher.hash('pässword 密码')]);
  expect(one).not.toBe(two);
  expect(await hasher.verify('pa\u0308ssword 密码', one)).toBe(true);
  expect(await hasher.verify('password', one)).toBe(false);
});

it.each([
  undefined,
  '',
  'none',
  '$argon2id$v=19$m=19456,t=2,p=1$',
  '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA',
])('nothing matches the stored text %j', async (stored) => {
  expect(await new PasswordHasher(randomBytes).verify('anything at all', stored)).toBe(false);
});

it('refuses to pile up work', async () => {
  const hasher = new PasswordHasher(randomBytes);
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => hasher.hash('x')));
  expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(18);
  expect(await hasher.hash('x')).toContain('argon2id');
});
