import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoginThrottle } from './login-throttle.ts';

const tries = (
  throttle: LoginThrottle,
  count: number,
  at: (i: number) => [user: string, address: string, now: number],
) => Array.from({ length: count }, (_, i) => throttle.begin(...at(i))).filter((wait) => wait === 0).length;

describe('the login throttle', () => {
  it('hears five tries at once from one place, however many come', () => {
    expect(tries(new LoginThrottle(), 1000, () => ['admin', 'a', 0])).toBe(5);
  });

  it('hears about one try a second on one account from many places', () => {
    const throttle = new LoginThrottle();
    const heard = tries(throttle, 10_000, (i) => ['admin', `address ${i % 500}`, i * 10]);
    expect(heard).toBeLessThan(50 + 100 + 2);
  });

  it('does not hold up somebody who has signed in from here before', () => {
    const throttle = new LoginThrottle();
    throttle.begin('admin', 'desk', 0);
    throttle.succeeded('admin', 'desk');
    tries(throttle, 5000, (i) => ['admin', `address ${i}`, 1]);
    expect(throttle.begin('admin', 'desk', 2)).toBe(0);
    expect(throttle.begin('admin', 'elsewhere', 2)).toBeGreaterThan(0);
  });

  it('never makes anybody wait longer than five minutes, and forgives after a quarter of an hour', () => {
    const anyTry = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y', 'z'), fc.nat(60_000));
    fc.assert(
      fc.property(fc.array(anyTry, { maxLength: 300 }), (list) => {
        const throttle = new LoginThrottle();
        let now = 0;
        for (const [user, address, pause] of list) {
          now += pause;
          expect(throttle.begin(user, address, now)).toBeLessThanOrEqual(300_000);
        }
        expect(tries(throttle, 5, () => ['a', 'x', now + 900_000])).toBe(5);
      }),
    );
  });

  it('keeps a bounded number of keys', () => {
    const throttle = new LoginThrottle();
    for (let i = 0; i < 20_000; i++) throttle.begin(`user ${i}`, `address ${i}`, 0);
    expect(throttle.size).toBe(10_000);
  });
});
