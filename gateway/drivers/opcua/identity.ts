import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { UserIdentityInfo } from 'node-opcua-client';
import { StepFailed } from './ending.ts';
import type { OpcuaLibrary } from './library.ts';
import type { OpcuaConnection } from './schemas.ts';

/** Who we sign in as. Reads the files of a user's certificate anew each time; rejects with the reason when they cannot be used. */
export async function readIdentity(library: OpcuaLibrary, connection: OpcuaConnection): Promise<UserIdentityInfo> {
  const { username, password, userCertificate, userKey, userKeyPassword } = connection;
  const { UserTokenType } = library;
  if (username !== undefined && password !== undefined) {
    return { type: UserTokenType.UserName, userName: username, password };
  }
  if (userCertificate === undefined || userKey === undefined) return { type: UserTokenType.Anonymous };
  const certificateData = await usable(userCertificate, (bytes) => new X509Certificate(bytes).raw);
  const key = await usable(userKey, (bytes) => keyPem(bytes, userKeyPassword));
  const { keyOperationsFromPrivateKey, makePrivateKeyFromPem } = library.crypto_utils;
  const keyOperations = keyOperationsFromPrivateKey(makePrivateKeyFromPem(key));
  return { type: UserTokenType.Certificate, certificateData, keyOperations };
}

function keyPem(key: Buffer, passphrase: string | undefined): string {
  const options = passphrase === undefined ? { key } : { key, passphrase };
  return createPrivateKey(options).export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function usable<T>(path: string, parse: (bytes: Buffer) => T): Promise<T> {
  try {
    return parse(await readFile(path));
  } catch (cause) {
    // The cause may quote the file; it is not shown.
    throw new StepFailed(`the file ${path} cannot be used as certificate or key of the user`, { cause });
  }
}
