import { join } from 'node:path';
import type { UAVariable } from 'node-opcua-address-space-base';
import type { OPCUAServer } from 'node-opcua-server';
import { type FieldServer, listenError } from '../field-server.ts';
import type { Readings } from '../model/readings.ts';
import { type LiftNode, liftNodes, shownValue } from './lift-nodes.ts';
import { loadStack, type OpcUaStack } from './stack.ts';

export const liftNamespace = 'urn:a-tower:lifts';

interface LiveNode {
  readonly lift: string;
  readonly node: LiftNode;
  readonly variable: UAVariable;
  shown: number | undefined;
}

export interface LiftServerOptions {
  readonly id: string;
  readonly port: number;
  readonly lifts: readonly string[];
  /** Folder of the run in which the server keeps its certificates, so that it has the same one after a restart. */
  readonly folder: string;
  readings(): Readings;
  /** Whether the car's controller has stopped talking to the server. */
  isMute(lift: string): boolean;
}

/** OPC UA server of six lifts. Endpoints: None, and Basic256Sha256 with Sign and SignAndEncrypt; anonymous users. */
export class LiftServer implements FieldServer {
  readonly id: string;
  readonly port: number;
  private readonly options: LiftServerOptions;
  private server: OPCUAServer | undefined;
  private stack: OpcUaStack | undefined;
  private nodes: LiveNode[] = [];

  constructor(options: LiftServerOptions) {
    this.id = options.id;
    this.port = options.port;
    this.options = options;
  }

  async start(): Promise<void> {
    this.stack = await loadStack();
    const server = await createServer(this.stack, this.options);
    try {
      await server.initialize();
      this.nodes = this.addLifts(server, this.stack);
      await server.start();
    } catch (error) {
      this.nodes = [];
      await server.shutdown(0).catch(() => {});
      throw error instanceof Error ? listenError(this.id, this.port, error) : error;
    }
    this.server = server;
    this.push(new Date());
  }

  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    this.nodes = [];
    if (server) await server.shutdown(0);
  }

  /** Hands every changed value to the subscribers; `time` is the time of the model state. */
  push(time: Date): void {
    const stack = this.stack;
    if (!this.server || !stack) return;
    const readings = this.options.readings();
    for (const live of this.nodes) {
      const value = this.options.isMute(live.lift)
        ? Number.NaN
        : shownValue(live.node, readings[live.lift]?.[live.node.point] ?? 0);
      if (Object.is(value, live.shown)) continue;
      live.shown = value;
      stack.setValue(live.variable, live.node.type, value, time);
    }
  }

  private addLifts(server: OPCUAServer, stack: OpcUaStack): LiveNode[] {
    const space = server.engine.addressSpace!;
    const namespace = space.registerNamespace(liftNamespace);
    return this.options.lifts.flatMap((lift) => {
      const folder = namespace.addObject({
        organizedBy: space.rootFolder.objects,
        browseName: lift,
        nodeId: `s=${lift}`,
      });
      return liftNodes.map((node) => ({
        lift,
        node,
        shown: undefined,
        variable: namespace.addVariable({
          componentOf: folder,
          browseName: node.name,
          nodeId: `s=${lift}.${node.name}`,
          dataType: stack.dataType(node.type),
          minimumSamplingInterval: 100,
        }),
      }));
    });
  }
}

/** The server owns its certificate stores: it closes them when it shuts down. */
async function createServer(stack: OpcUaStack, options: LiftServerOptions): Promise<OPCUAServer> {
  return new stack.OPCUAServer({
    port: options.port,
    host: '127.0.0.1',
    hostname: '127.0.0.1',
    resourcePath: '',
    nodeset_filename: [stack.standardNodeset],
    serverCertificateManager: await stack.createCertificates(join(options.folder, options.id)),
    userCertificateManager: await stack.createCertificates(join(options.folder, `${options.id}-users`)),
    allowAnonymous: true,
    disableDiscovery: true,
    securityPolicies: stack.securityPolicies,
    securityModes: stack.securityModes,
    maxConnectionsPerEndpoint: 20,
    buildInfo: { productName: 'Plantroom simulated building', softwareVersion: '1', buildNumber: '1' },
    serverInfo: {
      applicationUri: `urn:a-tower:${options.id}`,
      productUri: 'urn:a-tower:lift-server',
      applicationName: { text: `A Tower ${options.id}`, locale: 'en' },
    },
  });
}
