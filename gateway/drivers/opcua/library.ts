import { format, stripVTControlCharacters } from 'node:util';
import type { Logger } from '../../ports/logger.ts';

export type OpcuaLibrary = typeof import('node-opcua-client') &
  Pick<typeof import('node-opcua-certificate-manager'), 'OPCUACertificateManager'>;
export type CertificateManager = InstanceType<OpcuaLibrary['OPCUACertificateManager']>;

const LONGEST_LINE = 500;

/**
 * Loads node-opcua (0.6 s and 94 MB, so only where a site has such a connection) and turns its console output into
 * debug lines of `logger`. The library has one output for the whole process: the connection that starts last gets it.
 */
export async function loadLibrary(logger: Logger): Promise<OpcuaLibrary> {
  const library = await import('node-opcua-client');
  const { OPCUACertificateManager } = await import('node-opcua-certificate-manager');
  const log = (_context: unknown, ...words: unknown[]): void => {
    const text = stripVTControlCharacters(format(...words)).slice(0, LONGEST_LINE);
    logger.debug({ library: 'node-opcua', text }, 'message of the OPC UA library');
  };
  library.setWarningLogger(log);
  library.setErrorLogger(log);
  return { ...library, OPCUACertificateManager };
}
