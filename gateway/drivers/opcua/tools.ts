import type { DriverTools } from '../../ports/driver.ts';
import type { OpcuaAddress } from './address-schema.ts';
import { browseServer } from './browse.ts';
import { listCertificates, storeFolderOf, trustCertificate } from './certificate-files.ts';
import type { OpcuaConnection, OpcuaDevice } from './schemas.ts';
import { testPoints } from './test-points.ts';

/** Commissioning of a server: read all points, look around, and trust its certificate. */
export const opcuaTools: DriverTools<OpcuaConnection, OpcuaDevice, OpcuaAddress> = {
  test: testPoints,
  browse: browseServer,
  certificates: async ({ stateFolder, connectionId }) =>
    stateFolder === undefined ? [] : listCertificates(storeFolderOf(stateFolder, connectionId)),
  trust: async ({ stateFolder, connectionId }, fingerprint) =>
    stateFolder !== undefined && trustCertificate(storeFolderOf(stateFolder, connectionId), fingerprint),
};
