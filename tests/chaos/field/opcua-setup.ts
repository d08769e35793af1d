/** What an OPC UA server process is told. */
export interface OpcuaSetup {
  readonly port: number;
  /** For its certificates. */
  readonly folder: string;
  /** Number in the values of our namespace, and of the other one. */
  readonly connection: number;
  readonly decoy: number;
  readonly units: readonly number[];
  readonly nodesPerUnit: number;
  /** The other namespace is registered first, so that ours gets its index. */
  readonly isMoved: boolean;
}

export const NAMESPACE = 'urn:plantroom:chaos';
export const DECOY_NAMESPACE = 'urn:plantroom:chaos:decoy';

export const nodeName = (unit: number, slot: number): string => `U${unit}.N${slot}`;
