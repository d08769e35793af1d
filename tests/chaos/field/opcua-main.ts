import { createInterface } from 'node:readline';
import type { UAVariable } from 'node-opcua-address-space-base';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import { DataType, MessageSecurityMode, SecurityPolicy, StatusCodes, VariantArrayType } from 'node-opcua-client';
import { OPCUAServer } from 'node-opcua-server';
import { EPOCH_MS, epochAt, type Place, wordAt } from './identity.ts';
import { DECOY_NAMESPACE, NAMESPACE, nodeName, type OpcuaSetup } from './opcua-setup.ts';

/** An OPC UA server whose values say where they are, and a second namespace with the same node names and other values. */
const { port, folder, connection, decoy, units, nodesPerUnit, isMoved }: OpcuaSetup = JSON.parse(
  process.argv[2] ?? '{}',
);

const certificates = new OPCUACertificateManager({
  rootFolder: folder,
  automaticallyAcceptUnknownCertificate: true,
  disableFileWatchers: true,
});
const server = new OPCUAServer({
  port,
  host: '127.0.0.1',
  serverCertificateManager: certificates,
  userCertificateManager: certificates,
  securityModes: [MessageSecurityMode.None],
  securityPolicies: [SecurityPolicy.None],
  allowAnonymous: true,
  // A session whose connection broke stays until it times out; how many of these a server bears is not looked at here.
  serverCapabilities: { maxSessions: 100 },
});

const variables: { readonly variable: UAVariable; readonly place: Place }[] = [];
const failing = new Set<number>();

function addNodes(uri: string, owner: number): void {
  const space = server.engine.addressSpace!;
  const namespace = space.registerNamespace(uri);
  for (const unit of units) {
    for (let slot = 0; slot < nodesPerUnit; slot++) {
      const name = nodeName(unit, slot);
      const organizedBy = space.rootFolder.objects;
      const variable = namespace.addVariable({
        nodeId: `s=${name}`,
        browseName: name,
        organizedBy,
        dataType: 'UInt32',
      });
      variables.push({ variable, place: { connection: owner, unit, table: 0, slot } });
    }
  }
}

function update(): void {
  const now = new Date();
  const epoch = epochAt(now.getTime());
  for (const { variable, place } of variables) {
    const value = { dataType: DataType.UInt32, arrayType: VariantArrayType.Scalar, value: wordAt(place, epoch) };
    const status = failing.has(place.unit) ? StatusCodes.BadDeviceFailure : StatusCodes.Good;
    variable.setValueFromSource(value, status, now);
  }
}

function fail(numbers: readonly number[]): void {
  failing.clear();
  for (const unit of numbers) failing.add(unit);
  update();
}

createInterface({ input: process.stdin })
  .on('line', (line) => fail(line.split(' ').slice(1).map(Number)))
  // Whoever started us is gone.
  .on('close', () => process.exit(0));

await server.initialize();
const ours = (): void => addNodes(NAMESPACE, connection);
const theirs = (): void => addNodes(DECOY_NAMESPACE, decoy);
for (const add of isMoved ? [theirs, ours] : [ours, theirs]) add();
update();
setInterval(update, EPOCH_MS);
await server.start();
console.log('ready');
