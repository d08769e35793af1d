import { z } from 'zod';
import type { localText } from './text.ts';

/** The kinds of machine; also the InfluxDB measurement. */
export const equipmentClass = z.enum([
  'meter',
  'breaker',
  'ats',
  'transformer',
  'chiller',
  'pump',
  'fan',
  'tank',
  'sump',
  'genset',
  'lift',
  'room_sensor',
  'leak_sensor',
  'gas_sensor',
  'water_meter',
  'heat_meter',
]);
export type EquipmentClass = z.infer<typeof equipmentClass>;

/** The tiles of the site overview, in their fixed places. */
export const systemId = z.enum(['power', 'chillers', 'lifts', 'water', 'gensets', 'environment']);
export type SystemId = z.infer<typeof systemId>;

/** The water that a machine moves, cools or measures: displays draw it in that circuit. */
export const waterCircuit = z.enum(['chilled', 'cooling', 'heating', 'domestic', 'fire', 'drainage']);
export type WaterCircuit = z.infer<typeof waterCircuit>;

/** One physical machine. */
export interface Equipment {
  readonly id: string;
  readonly name: z.infer<typeof localText>;
  readonly class: EquipmentClass;
  readonly system: SystemId;
  readonly area: string;
  readonly template: string;
  readonly maker: string;
  readonly model: string;
  /** How sure the register map is: shown to whoever installs and operates it. */
  readonly evidence: 'verified' | 'maker-doc' | 'driver' | 'recall';
  readonly device: string;
  /** Equipment that feeds this one with electricity. */
  readonly poweredBy: readonly string[];
  /** Of a bus-tie: the two whose buses it joins. */
  readonly joins?: readonly [string, string];
  /** What it is drawn with; absent: it has a place of its own. */
  readonly partOf?: string;
  /** Equipment that cools this one, or what runs in it. */
  readonly cooledBy: readonly string[];
  /** Equipment that carries what this one says, such as a switch or a gateway box. */
  readonly communicatesVia: readonly string[];
  /** Names of the points to show first, in order. */
  readonly keyPoints: readonly string[];
  /** Absent where it has none, or nobody has said. */
  readonly circuit?: WaterCircuit;
  /** Maintenance programmes its template names; absent: those of its class. */
  readonly maintenance?: readonly string[];
}

/** What a driver talks to: one unit on a bus, one lift on an OPC UA server, one sensor's topic on a broker. */
export interface Device {
  readonly id: string;
  readonly connection: string;
  readonly driver: string;
}
