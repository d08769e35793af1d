import { X509Certificate } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateRow } from '../../ports/driver-tools.ts';
import { shownText } from './decode-text.ts';

/** Kept for somebody to look at; a server that shows a new certificate at every visit must not fill the disk. */
const MOST_REJECTED = 50;
const LONGEST_SUBJECT = 200;
/** So that a slip of the hand does not trust anybody. */
const SHORTEST_FINGERPRINT = 4;
const CERTIFICATE_FILE = /\.(pem|der|crt|cer)$/i;

/** Folders of a certificate store (Part 12, annex F.1). */
const FOLDERS = { trusted: join('trusted', 'certs'), rejected: 'rejected' } as const;

/** The folder with keys and certificates of a connection. */
export const storeFolderOf = (stateFolder: string, connectionId: string): string =>
  join(stateFolder, 'opcua', connectionId);

interface CertificateFile extends CertificateRow {
  readonly path: string;
  /** The certificate itself, without the chain that may follow it. */
  readonly raw: Buffer;
}

/** What people need to know about a certificate. The fingerprint is the SHA-1 "thumbprint" that OPC UA programs show. */
export function describeCertificate(certificate: X509Certificate): Omit<CertificateRow, 'state'> {
  return {
    fingerprint: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
    subject: shownText(certificate.subject.replaceAll('\n', ', '), LONGEST_SUBJECT),
    validUntil: certificate.validToDate.toISOString(),
  };
}

/** All certificates servers have shown here, trusted ones first. Files that are none are left out. */
export async function listCertificates(storeFolder: string): Promise<readonly CertificateRow[]> {
  const files = [...(await filesOf(storeFolder, 'trusted')), ...(await filesOf(storeFolder, 'rejected'))];
  return files.map(({ path: _path, raw: _raw, ...row }) => row);
}

/** Whether exactly this certificate, byte for byte, has been trusted by somebody. */
export async function isTrusted(storeFolder: string, certificate: X509Certificate): Promise<boolean> {
  const files = await filesOf(storeFolder, 'trusted');
  return files.some(({ raw }) => raw.equals(certificate.raw));
}

/** Trusts the rejected certificate whose fingerprint starts with this; colons, spaces and capitals do not matter. False when there is not exactly one. */
export async function trustCertificate(storeFolder: string, fingerprint: string): Promise<boolean> {
  const wanted = fingerprint.replace(/[\s:]/g, '').toLowerCase();
  if (wanted.length < SHORTEST_FINGERPRINT) return false;
  const found = (await filesOf(storeFolder, 'rejected')).filter((file) => file.fingerprint.startsWith(wanted));
  const [only] = found;
  if (!only || found.some((file) => file.fingerprint !== only.fingerprint)) return false;
  const folder = join(storeFolder, FOLDERS.trusted);
  await mkdir(folder, { recursive: true });
  await rename(only.path, join(folder, `server[${only.fingerprint}].pem`));
  return true;
}

/** Deletes the oldest rejected certificates beyond what is kept. */
export async function pruneRejected(storeFolder: string): Promise<void> {
  const folder = join(storeFolder, FOLDERS.rejected);
  const names = await namesIn(folder);
  if (names.length <= MOST_REJECTED) return;
  const ages = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const oldest = ages.sort((a, b) => a.at - b.at).slice(0, names.length - MOST_REJECTED);
  for (const { name } of oldest) await rm(join(folder, name), { force: true });
}

async function filesOf(storeFolder: string, state: CertificateRow['state']): Promise<CertificateFile[]> {
  const folder = join(storeFolder, FOLDERS[state]);
  const names = await namesIn(folder);
  const files = await Promise.all(names.map((name) => readCertificate(join(folder, name), state)));
  return files.filter((file) => file !== undefined);
}

/** A folder that is not there yet is an empty one. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => CERTIFICATE_FILE.test(name)).sort();
}

async function readCertificate(path: string, state: CertificateRow['state']): Promise<CertificateFile | undefined> {
  try {
    const certificate = new X509Certificate(await readFile(path));
    return { ...describeCertificate(certificate), state, path, raw: certificate.raw };
  } catch {
    return undefined;
  }
}
