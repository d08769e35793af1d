import { argon2, timingSafeEqual } from 'node:crypto';
import { PlantroomError } from '../domain/errors.ts';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const PREFIX = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$`;

/** Each hash holds 19 MiB and a thread of the pool that the file system shares. */
const AT_ONCE = 2;
const WAITING = 16;

/** Hashes passwords; at most two at once and sixteen waiting, beyond that it refuses with AUTH_TOO_MANY_ATTEMPTS. */
export class PasswordHasher {
  private readonly randomBytes: (size: number) => Uint8Array;
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(randomBytes: (size: number) => Uint8Array) {
    this.randomBytes = randomBytes;
  }

  /** PHC string of a new password. */
  async hash(password: string): Promise<string> {
    const salt = this.randomBytes(SALT_BYTES);
    const key = await this.limited(() => derive(password, salt));
    return `${PREFIX}${unpadded(salt)}$${unpadded(key)}`;
  }

  /** Whether the password belongs to the PHC string. Without one the same work is done and the answer is no, so that unknown names cost the same time. */
  async verify(password: string, phc: string | undefined): Promise<boolean> {
    const [salt, key] = phc?.startsWith(PREFIX) ? phc.slice(PREFIX.length).split('$') : [];
    const known = salt !== undefined && key !== undefined;
    const derived = await this.limited(() => derive(password, known ? fromUnpadded(salt) : Buffer.alloc(SALT_BYTES)));
    const expected = known ? fromUnpadded(key) : Buffer.alloc(KEY_BYTES);
    return expected.length === derived.length && timingSafeEqual(expected, derived) && known;
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await this.turn();
    else this.running++;
    try {
      return await work();
    } finally {
      // The place is handed to the next in line, so that nobody overtakes.
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    }
  }

  private turn(): Promise<void> {
    if (this.queue.length >= WAITING) throw new PlantroomError('AUTH_TOO_MANY_ATTEMPTS');
    return new Promise((resolve) => this.queue.push(resolve));
  }
}

/** NFKC, so that the same characters typed on another keyboard are the same password (NIST SP 800-63B 5.1.1.2). */
function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  const parameters = {
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism: LANES,
    tagLength: KEY_BYTES,
    memory: MEMORY_KIB,
    passes: PASSES,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const fromUnpadded = (text: string): Buffer => Buffer.from(text, 'base64');
