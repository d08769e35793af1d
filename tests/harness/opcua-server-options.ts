import { join } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import { MessageSecurityMode, SecurityPolicy } from 'node-opcua-client';
import type { OPCUAServerOptions } from 'node-opcua-server';

export interface ServerOptions {
  /** Where it keeps its certificates; the same folder again makes it the same server. */
  readonly folder: string;
  readonly itemsPerCall?: number;
  readonly itemsPerSubscription?: number;
  readonly itemsInAll?: number;
  readonly nodesPerRead?: number;
  readonly maxSessions?: number;
  /** The one user name and password accepted; anonymous when absent. */
  readonly user?: readonly [string, string];
  readonly noAnonymous?: boolean;
  /** Lets in only clients it has been told to trust. */
  readonly isStrict?: boolean;
  /** All when left out. */
  readonly policies?: readonly (keyof typeof SecurityPolicy)[];
  /** Makes a certificate of its own with this validity, in days from `from`. */
  readonly certificate?: { readonly name: string; readonly from: Date; readonly days: number };
}

const POLICIES = ['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'] as const;
const { None, Sign, SignAndEncrypt } = MessageSecurityMode;

/** What a test server is started with: every policy and mode, and all clients trusted. */
export async function serverOptions(setup: ServerOptions, port: number): Promise<OPCUAServerOptions> {
  const certificates = new OPCUACertificateManager({
    rootFolder: join(setup.folder, setup.isStrict ? 'strict-pki' : 'pki'),
    automaticallyAcceptUnknownCertificate: !setup.isStrict,
    disableFileWatchers: true,
  });
  const { itemsPerCall, itemsPerSubscription, itemsInAll, nodesPerRead, maxSessions = 10 } = setup;
  return {
    port,
    host: '127.0.0.1',
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    ...(setup.certificate ? { certificateFile: await makeCertificate(certificates, setup.certificate) } : {}),
    securityModes: setup.policies?.includes('None') === false ? [Sign, SignAndEncrypt] : [None, Sign, SignAndEncrypt],
    securityPolicies: (setup.policies ?? POLICIES).map((policy) => SecurityPolicy[policy]),
    allowAnonymous: setup.user === undefined && setup.noAnonymous !== true,
    ...(setup.user
      ? {
          userManager: {
            isValidUser: (name: string, password: string) => name === setup.user?.[0] && password === setup.user?.[1],
          },
        }
      : {}),
    serverCapabilities: {
      maxSessions,
      ...(itemsInAll === undefined ? {} : { maxMonitoredItems: itemsInAll }),
      ...(itemsPerSubscription === undefined ? {} : { maxMonitoredItemsPerSubscription: itemsPerSubscription }),
      operationLimits: {
        ...(itemsPerCall === undefined ? {} : { maxMonitoredItemsPerCall: itemsPerCall }),
        ...(nodesPerRead === undefined ? {} : { maxNodesPerRead: nodesPerRead }),
      },
    },
  };
}

async function makeCertificate(
  certificates: OPCUACertificateManager,
  { name, from, days }: NonNullable<ServerOptions['certificate']>,
): Promise<string> {
  await certificates.initialize();
  const outputFile = join(certificates.rootDir, 'own', 'certs', `${name}.pem`);
  await certificates.createSelfSignedCertificate({
    ...{ outputFile, applicationUri: 'urn:test:server', dns: ['localhost'], subject: `/CN=${name}` },
    ...{ startDate: from, validity: days },
  });
  return outputFile;
}
