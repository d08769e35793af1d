import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Paths of a certificate and its private key, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority that lives in a folder; Debian's openssl does the work. */
export class Authority {
  readonly own: KeyPair;
  private readonly folder: string;
  private readonly name: string;

  private constructor(folder: string, name: string) {
    this.folder = folder;
    this.name = name;
    this.own = pairIn(folder, name);
  }

  static async create(folder: string, name: string): Promise<Authority> {
    const authority = new Authority(folder, name);
    const { cert, key } = authority.own;
    await run('openssl', ['req', '-x509', '-subj', `/CN=${name}`, '-days', '2', ...newKey(key), '-out', cert]);
    return authority;
  }

  /** A certificate signed by this authority. `altNames` as openssl writes them: `DNS:localhost,IP:127.0.0.1`. */
  async issue(name: string, altNames?: string, days = 2): Promise<KeyPair> {
    const pair = pairIn(this.folder, `${this.name}-${name}`);
    const request = `${pair.key}.csr`;
    const extensions = `${pair.key}.ext`;
    await run('openssl', ['req', '-subj', `/CN=${name}`, ...newKey(pair.key), '-out', request]);
    await writeFile(extensions, altNames === undefined ? '' : `subjectAltName=${altNames}\n`);
    const signing = ['-CA', this.own.cert, '-CAkey', this.own.key, '-CAcreateserial', '-extfile', extensions];
    await run('openssl', ['x509', '-req', '-in', request, ...signing, '-days', String(days), '-out', pair.cert]);
    return pair;
  }
}

const newKey = (path: string): string[] => [
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-keyout',
  path,
];

const pairIn = (folder: string, name: string): KeyPair => ({
  cert: join(folder, `${name}.pem`),
  key: join(folder, `${name}.key`),
});
