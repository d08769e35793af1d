import { onTestFinished } from 'vitest';
import { ModbusClient } from '../../gateway/drivers/modbus/client.ts';
import { openLine } from '../../gateway/drivers/modbus/open-line.ts';
import type { Answer, Order, Question } from '../../gateway/drivers/modbus/question.ts';
import type { ModbusConnection } from '../../gateway/drivers/modbus/schemas.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { honestPdu, mbapFrame, rtuFrame, type Script, ScriptedModbus } from './scripted-modbus.ts';

/** Real sockets force real time; this is as short as a loaded machine allows. */
export const TIMEOUT_MS = 80;

export interface ModbusRig {
  readonly server: ScriptedModbus;
  readonly client: ModbusClient;
  /** What the client told of connections lost while nothing was asked. */
  readonly losses: string[];
}

/** A client connected over loopback to a server that does what the script says; both are gone when the test ends. */
export async function modbusRig(framing: 'mbap' | 'rtu', script: Script, mayWrite = false): Promise<ModbusRig> {
  const server = new ScriptedModbus(framing, script);
  const port = await server.listen();
  const network = { host: '127.0.0.1', port, timeout: '1s' } as const;
  const config: ModbusConnection =
    framing === 'mbap'
      ? { transport: 'tcp', ...network }
      : { transport: 'rtu-over-tcp', baudRate: 115_200, ...network };
  const losses: string[] = [];
  const client = new ModbusClient(
    { framing, connectTimeoutMs: 1000, gapMs: 0, mayWrite, open: () => openLine(config, systemClock) },
    systemClock,
    (detail) => losses.push(detail),
  );
  // The server first: a client would wait for its goodbye.
  onTestFinished(async () => {
    await server.close();
    await client.disconnect();
  });
  const failure = await client.connect();
  if (failure) throw new Error(failure.detail);
  return { server, client, losses };
}

export const ask = (client: ModbusClient, start: number, change: Partial<Question> = {}): Promise<Answer> =>
  client.ask({ unit: 1, table: 'holding', start, count: 2, timeoutMs: TIMEOUT_MS, ...change });

/** One register. */
export const order = (start: number, value: number, change: Partial<Order> = {}): Order => ({
  unit: 1,
  start,
  timeoutMs: TIMEOUT_MS,
  isMultiple: false,
  content: { kind: 'registers', words: [value] },
  ...change,
});

/** The first register of an answer, which holds its own address if the device is honest; else what kind of answer it is. */
export const first = (answer: Answer): number | string =>
  answer.kind === 'data' ? answer.bytes.readUInt16BE(0) : answer.kind;

export const honestMbap: Script = (request) => request.socket.write(mbapFrame(request, honestPdu(request)));
export const honestRtu: Script = (request) => request.socket.write(rtuFrame(request, honestPdu(request)));

/** Answers wrongly the first time and honestly from then on. */
export function firstWrong(wrong: Script, honest: Script): Script {
  let isFirst = true;
  return (request) => {
    const script = isFirst ? wrong : honest;
    isFirst = false;
    script(request);
  };
}

/** Both framings with their honest script and their frame. */
export const FRAMINGS = [
  ['mbap', honestMbap, mbapFrame],
  ['rtu', honestRtu, rtuFrame],
] as const;
