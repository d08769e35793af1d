import { join } from 'node:path';
import type { UAVariable } from 'node-opcua-address-space-base';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import {
  DataType,
  MessageSecurityMode,
  SecurityPolicy,
  type StatusCode,
  StatusCodes,
  VariantArrayType,
} from 'node-opcua-client';
import { OPCUAServer, type OPCUAServerOptions } from 'node-opcua-server';
import { freePort } from './free-port.ts';

export interface NodeSetup {
  readonly type: keyof typeof DataType;
  readonly value: unknown;
  /** The server accepts a subscription to it but never has a value. */
  readonly isMute?: boolean;
}

export interface ServerSetup {
  /** Where it keeps its certificates; the same folder again makes it the same server. */
  readonly folder: string;
  readonly namespace: string;
  /** String node ids and what they hold. */
  readonly nodes: Readonly<Record<string, NodeSetup>>;
  readonly port?: number;
  /** Namespaces registered before, which move the index of ours. */
  readonly namespacesBefore?: readonly string[];
  readonly itemsPerCall?: number;
  /** The one user name and password accepted; anonymous when absent. */
  readonly user?: readonly [string, string];
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly sessions: number;
  readonly namespaceIndex: number;
  write(node: string, value: unknown, more?: { readonly status?: StatusCode; readonly sourceTime?: Date }): void;
  /** Adds a node or takes one away, as a new PLC program may. */
  add(node: string, setup: NodeSetup): void;
  remove(node: string): void;
  stop(): Promise<void>;
}

/** An OPC UA server in the process, on loopback; offers no security and Basic256Sha256. */
export async function startOpcuaServer(setup: ServerSetup): Promise<TestServer> {
  const port = setup.port ?? (await freePort());
  const server = new OPCUAServer(serverOptions(setup, port));
  await server.initialize();
  const space = server.engine.addressSpace;
  if (!space) throw new Error('the server has no address space');
  for (const uri of setup.namespacesBefore ?? []) space.registerNamespace(uri);
  const namespace = space.registerNamespace(setup.namespace);
  const variables = new Map<string, { variable: UAVariable; type: NodeSetup['type'] }>();
  const add = (id: string, node: NodeSetup): void => {
    const variable = namespace.addVariable({
      nodeId: `s=${id}`,
      browseName: id,
      organizedBy: space.rootFolder.objects,
      dataType: node.type,
      ...(node.isMute ? { value: { refreshFunc: () => {} } } : {}),
    });
    if (!node.isMute)
      variable.setValueFromSource({
        dataType: DataType[node.type],
        arrayType: VariantArrayType.Scalar,
        value: node.value,
      });
    variables.set(id, { variable, type: node.type });
  };
  for (const [id, node] of Object.entries(setup.nodes)) add(id, node);
  await server.start();
  const find = (id: string) => {
    const found = variables.get(id);
    if (!found) throw new Error(`no node ${id}`);
    return found;
  };
  return {
    url: `opc.tcp://127.0.0.1:${port}`,
    port,
    namespaceIndex: namespace.index,
    get sessions() {
      return server.currentSessionCount;
    },
    write(id, value, { status = StatusCodes.Good, sourceTime = new Date() } = {}) {
      const { variable, type } = find(id);
      variable.setValueFromSource(
        { dataType: DataType[type], arrayType: VariantArrayType.Scalar, value },
        status,
        sourceTime,
      );
    },
    add,
    remove: (id) => space.deleteNode(find(id).variable),
    stop: () => server.shutdown(0),
  };
}

function serverOptions(setup: ServerSetup, port: number): OPCUAServerOptions {
  const certificates = new OPCUACertificateManager({
    rootFolder: join(setup.folder, 'pki'),
    automaticallyAcceptUnknownCertificate: true,
    disableFileWatchers: true,
  });
  return {
    port,
    host: '127.0.0.1',
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
    allowAnonymous: setup.user === undefined,
    ...(setup.user
      ? {
          userManager: {
            isValidUser: (name: string, password: string) => name === setup.user?.[0] && password === setup.user?.[1],
          },
        }
      : {}),
    ...(setup.itemsPerCall === undefined
      ? {}
      : { serverCapabilities: { operationLimits: { maxMonitoredItemsPerCall: setup.itemsPerCall } } }),
  };
}
