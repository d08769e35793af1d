import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { done, type Outcome, refused } from '../../../domain/errors.ts';

/** Paths, all PEM. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly serverName?: string | undefined;
}

/** What the library hands to TLS. */
export interface TlsContent {
  readonly minVersion: 'TLSv1.2';
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly servername?: string;
}

/** Read anew for each connection, so that renewed certificates count. Files that cannot be used are a reason not to connect. Never rejects. */
export async function readTlsFiles(files: TlsFiles = {}): Promise<Outcome<TlsContent>> {
  const content: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = files[name];
    if (path === undefined) continue;
    try {
      content[name] = await readFile(path);
    } catch {
      return refused('FIELD_UNREACHABLE', `tls.${name} cannot be read`);
    }
  }
  try {
    createSecureContext({ minVersion: 'TLSv1.2', ...content });
  } catch {
    return refused('FIELD_UNREACHABLE', 'the files under tls cannot be used');
  }
  const servername = files.serverName;
  return done({ minVersion: 'TLSv1.2', ...content, ...(servername === undefined ? {} : { servername }) });
}
