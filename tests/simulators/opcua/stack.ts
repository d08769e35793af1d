import type { UAVariable } from 'node-opcua-address-space-base';
import type { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import type { MessageSecurityMode, SecurityPolicy } from 'node-opcua-client';
import type { OPCUAServer } from 'node-opcua-server';
import type { NodeType } from './lift-nodes.ts';

/** The parts of node-opcua in use, behind one door because the library takes a second to load. */
export interface OpcUaStack {
  readonly OPCUAServer: typeof OPCUAServer;
  readonly standardNodeset: string;
  readonly securityPolicies: SecurityPolicy[];
  readonly securityModes: MessageSecurityMode[];
  dataType(type: NodeType): number;
  /** Certificate store in `folder`; clients need not be known beforehand. */
  createCertificates(folder: string): Promise<OPCUACertificateManager>;
  /** NaN means that the source is silent: the node keeps no value and gets the status BadNoCommunication. */
  setValue(variable: UAVariable, type: NodeType, value: number, time: Date): void;
}

/** Loads the library at first use only. */
export async function loadStack(): Promise<OpcUaStack> {
  const { OPCUAServer } = await import('node-opcua-server');
  const { nodesets } = await import('node-opcua-nodesets');
  const { OPCUACertificateManager } = await import('node-opcua-certificate-manager');
  const { DataType, MessageSecurityMode, SecurityPolicy, StatusCodes } = await import('node-opcua-client');
  return {
    OPCUAServer,
    standardNodeset: nodesets.standard,
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    dataType: (type) => DataType[type],
    createCertificates: async (folder) => {
      const manager = new OPCUACertificateManager({
        rootFolder: folder,
        automaticallyAcceptUnknownCertificate: true,
        disableFileWatchers: true,
      });
      await manager.initialize();
      return manager;
    },
    setValue: (variable, type, value, time) => {
      const silent = Number.isNaN(value);
      const content = silent ? 0 : value;
      variable.setValueFromSource(
        { dataType: DataType[type], value: type === 'Boolean' ? content !== 0 : content },
        silent ? StatusCodes.BadNoCommunication : StatusCodes.Good,
        time,
      );
    },
  };
}
