import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { StatusCode } from 'node-opcua-client';
import type { Clock } from '../../ports/clock.ts';
import { describeCertificate, isTrusted, pruneRejected } from './certificate-files.ts';
import type { ShownCertificate } from './failure-text.ts';
import type { CertificateManager, OpcuaLibrary } from './library.ts';

const APPLICATION = 'Plantroom';
const VALID_DAYS = 3650;
/** Where the library looks for the certificate of a client. */
const OWN_CERTIFICATE = join('own', 'certs', 'client_certificate.pem');

/**
 * Keys and certificates of one connection: our own, made once and kept, and those of servers somebody trusted. A server is
 * trusted by its very certificate, or by an issuer in `issuers/certs` that is trusted too; everything else is refused and
 * kept in `rejected`. Implements the certificate store of the library.
 */
export class CertificateStore {
  /** The library counts who uses the store; this one has a single user. */
  referenceCounter = 0;
  readonly certificateFile: string;
  private readonly library: OpcuaLibrary;
  private readonly folder: string;
  private readonly clock: Clock;
  private readonly manager: CertificateManager;
  private uri: string | undefined;
  /** The last certificate a server showed. */
  shown: ShownCertificate | undefined;

  constructor(library: OpcuaLibrary, folder: string, clock: Clock) {
    this.library = library;
    this.folder = folder;
    this.clock = clock;
    this.certificateFile = join(folder, OWN_CERTIFICATE);
    this.manager = new library.OPCUACertificateManager({
      rootFolder: folder,
      automaticallyAcceptUnknownCertificate: false,
      disableFileWatchers: true,
    });
  }

  get privateKeyFile(): string {
    return this.manager.privateKey;
  }

  /** The name in our certificate; a server checks that we call ourselves so, also after the computer was renamed. */
  get applicationUri(): string {
    return this.uri ?? this.library.makeApplicationUrn(hostname(), APPLICATION);
  }

  /** Makes what is missing. The key takes long on a small computer. */
  async initialize(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.manager.initialize();
    await pruneRejected(this.folder);
    this.uri = await this.ownUri();
    if (this.uri !== undefined) return;
    await this.makeOwnCertificate();
    this.uri = await this.ownUri();
  }

  dispose(): Promise<void> {
    return this.manager.dispose();
  }

  /** The library asks this about the certificate (with its chain) of a server before it sends anything secret. */
  async checkCertificate(certificate: Buffer | Buffer[]): Promise<StatusCode> {
    const { StatusCodes } = this.library;
    const chain = Array.isArray(certificate) ? Buffer.concat(certificate) : certificate;
    const leaf = parsed(chain);
    if (!leaf) return StatusCodes.BadCertificateInvalid;
    const isPinned = await isTrusted(this.folder, leaf);
    this.shown = { ...describeCertificate(leaf), isPinned };
    if (!isPinned) return this.reject(leaf.raw, await this.manager.checkCertificate(chain));
    const now = this.clock.nowMs();
    const isValid = leaf.validFromDate.getTime() <= now && now < leaf.validToDate.getTime();
    return isValid ? StatusCodes.Good : StatusCodes.BadCertificateTimeInvalid;
  }

  verifyCertificate(...question: Parameters<CertificateManager['verifyCertificate']>): Promise<string> {
    return this.manager.verifyCertificate(...question);
  }

  trustCertificate(certificate: Buffer | Buffer[]): Promise<void> {
    return this.manager.trustCertificate(firstOf(certificate));
  }

  rejectCertificate(certificate: Buffer | Buffer[]): Promise<void> {
    return this.manager.rejectCertificate(firstOf(certificate));
  }

  getTrustStatus(certificate: Buffer): Promise<StatusCode> {
    return this.manager.getTrustStatus(certificate);
  }

  addIssuer(...issuer: Parameters<CertificateManager['addIssuer']>): Promise<unknown> {
    return this.manager.addIssuer(...issuer);
  }

  addRevocationList(...list: Parameters<CertificateManager['addRevocationList']>): Promise<unknown> {
    return this.manager.addRevocationList(...list);
  }

  /** Whatever the reason, the certificate can be found in `rejected` afterwards, and trusted by hand. */
  private async reject(leaf: Buffer, status: StatusCode): Promise<StatusCode> {
    if (!status.isGood()) await this.manager.rejectCertificate(leaf);
    return status;
  }

  /** Absent when there is no certificate, or a file that is none. */
  private async ownUri(): Promise<string | undefined> {
    const own = parsed(await readFile(this.certificateFile).catch(() => Buffer.alloc(0)));
    return own && (/URI:([^,\s]+)/.exec(own.subjectAltName ?? '')?.[1] ?? this.applicationUri);
  }

  /** Written beside and moved, so that a power cut leaves none or a whole one. */
  private async makeOwnCertificate(): Promise<void> {
    const outputFile = `${this.certificateFile}.new`;
    await this.manager.createSelfSignedCertificate({
      applicationUri: this.applicationUri,
      dns: [hostname()],
      outputFile,
      subject: `/CN=${APPLICATION}@${hostname()
        .replace(/[^\w.-]/g, '')
        .slice(0, 40)}/O=${APPLICATION}`,
      startDate: new Date(this.clock.nowMs()),
      validity: VALID_DAYS,
    });
    await rename(outputFile, this.certificateFile);
  }
}

const firstOf = (certificate: Buffer | Buffer[]): Buffer =>
  Array.isArray(certificate) ? Buffer.concat(certificate) : certificate;

/** The first certificate of a chain; absent when it is none. */
function parsed(chain: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(chain);
  } catch {
    return undefined;
  }
}
