import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { QUALITY } from '../domain/quality.ts';
import { modbusDriver } from '../drivers/modbus/driver.ts';
import { systemClock } from '../observability/system-clock.ts';
import type { DriverContext, DriverDefinition, DriverTools } from '../ports/driver.ts';
import type { TestRow } from '../ports/driver-tools.ts';
import { parseArguments } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { startCommand } from './start-command.ts';

/** What a command said, and how it ended. */
export interface CommandEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line with tools that stand in for the field; its drivers' schemas are the real ones. */
export async function runCommand(line: readonly string[], more: Partial<CommandContext> = {}): Promise<CommandEnd> {
  const out: string[] = [];
  const err: string[] = [];
  const context: CommandContext = {
    ...{ env: {}, drivers: [modbusWith({})], clock: systemClock, signal: new AbortController().signal },
    ...{ print: (text) => out.push(text), warn: (text) => err.push(text), ask: () => Promise.resolve(undefined) },
    ...more,
  };
  const parsed = parseArguments(line, COMMANDS);
  if (parsed.kind !== 'command') throw new Error(`${line.join(' ')}: ${JSON.stringify(parsed)}`);
  const code = await startCommand(parsed.start, context, line.includes('--json'));
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The Modbus driver with other tools; without any, `test` answers every point with the raw value 1. */
export function modbusWith(tools: Partial<DriverTools>): DriverDefinition {
  const driver: DriverDefinition = modbusDriver;
  return { ...driver, tools: { test: (context) => testRows(context, () => ({})), ...tools } };
}

/** A row for every point of a context: raw value 1 and good, unless `answer` says otherwise. */
export async function* testRows(
  { devices }: DriverContext,
  answer: (tag: string, device: string) => Partial<TestRow>,
): AsyncIterable<TestRow> {
  for (const { id, points } of devices) {
    for (const { tag } of points) {
      const plain: TestRow = {
        ...{ device: id, tag, address: 'input 0x0000+2', raw: '3f80 0000', value: 1, quality: QUALITY.good },
        ...{ tookMs: 12, alternatives: [] },
      };
      yield { ...plain, ...answer(tag, id) };
    }
  }
}

/** A site with two meters behind one gateway and one on a serial line. */
export const SITE = `version: 1
site: { id: hq, name: { en: HQ, zh: 总部 }, timeZone: Asia/Shanghai }
areas:
  - { id: lv-room, name: { en: LV room, zh: 低压配电室 } }
connections:
  - { id: meters, driver: modbus, transport: tcp, host: 127.0.0.1, port: 1 }
  - { id: line, driver: modbus, transport: rtu, path: /dev/null }
equipment:
  - { id: F01, name: { en: F1, zh: F1 }, template: eastron-sdm630, area: lv-room, connection: meters, device: { unit: 1 } }
  - { id: F02, name: { en: F2, zh: F2 }, template: eastron-sdm630, area: lv-room, connection: meters, device: { unit: 2 } }
  - { id: F03, name: { en: F3, zh: F3 }, template: eastron-sdm630, area: lv-room, connection: line, device: { unit: 1 } }
`;

/** Writes files below a folder and answers the path of the first. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  });
  return paths[0]!;
}
