import { createECDH } from 'node:crypto';
import type { VapidKeys } from '../../../ports/push-store.ts';

const KEY_BYTES = 32;

/** A new key pair (P-256, uncompressed point). Made once for a gateway: a browser is registered for one key only. */
export function createVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  // A number with leading zeros comes out shorter.
  const privateKey = Buffer.concat([Buffer.alloc(KEY_BYTES), pair.getPrivateKey()]).subarray(-KEY_BYTES);
  return { publicKey: publicKey.toString('base64url'), privateKey: privateKey.toString('base64url') };
}
