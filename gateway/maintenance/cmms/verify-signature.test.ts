import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSigned } from './verify-signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = Date.UTC(2026, 0, 5);

function signed(text: string, at = NOW) {
  const { id, timestamp } = { id: 'm1', timestamp: String(Math.floor(at / 1000)) };
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const hash = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  return { id, timestamp, text, signature: `v1,AAAA v1,${hash}` };
}

test('whatever the text: its own signature is right for five minutes, and no other text has it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.integer({ min: -900, max: 900 }),
      (text, other, late) => {
        const message = signed(text);
        expect(isSigned(message, SECRET, NOW + late * 1000)).toBe(Math.abs(late) <= 300);
        expect(isSigned({ ...message, text: `${text}${other}x` }, SECRET, NOW)).toBe(false);
        expect(isSigned({ ...message, timestamp: 'soon' }, SECRET, NOW)).toBe(false);
        expect(isSigned({ ...message, signature: other }, SECRET, NOW)).toBe(false);
      },
    ),
  );
});
