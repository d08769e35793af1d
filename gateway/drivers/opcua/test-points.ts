import type { DataValue } from 'node-opcua-client';
import { PlantroomError } from '../../domain/errors.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { TestRow } from '../../ports/driver-tools.ts';
import { isEventAddress } from './address-schema.ts';
import { addressText } from './address-text.ts';
import { typeName } from './data-type.ts';
import { decodeText, shownText, wordsOf } from './decode-text.ts';
import { decodeValue } from './decode-value.ts';
import { eachBatch, inBatches } from './operation-limits.ts';
import { qualityOfStatus } from './quality-map.ts';
import { resolveNode } from './resolve-node.ts';
import { checkNamespace } from './server-facts.ts';
import { testEvents } from './test-events.ts';
import { openToolSession, type ToolSession } from './tool-session.ts';
import { type Slot, slotsOf } from './value-board.ts';
import type { OpcuaContext } from './value-watch.ts';

const VALUE_ATTRIBUTE = 13;
const LONGEST_RAW = 200;

/** Reads every point once: values by Read, conditions by a refresh. Rows come in the order of the points, values first. */
export async function* testPoints(context: OpcuaContext, signal: AbortSignal): AsyncGenerator<TestRow> {
  const server = await openToolSession({ ...context, signal });
  try {
    checkNamespaceOf(server, context);
    const slots = slotsOf(context.devices);
    const valued = slots.filter((slot) => !isEventAddress(slot.address));
    for (const batch of inBatches(valued, server.facts.nodesPerRead)) yield* await testBatch(server, context, batch);
    if (valued.length < slots.length) yield* await testEvents(server, context);
  } finally {
    await server.close();
  }
}

function checkNamespaceOf(server: ToolSession, { config }: OpcuaContext): void {
  try {
    checkNamespace(server.facts, config.namespace);
  } catch (cause) {
    throw new PlantroomError('FIELD_UNREACHABLE', cause instanceof Error ? cause.message : undefined, { cause });
  }
}

async function testBatch(server: ToolSession, context: OpcuaContext, slots: readonly Slot[]): Promise<TestRow[]> {
  const { namespace } = context.config;
  const place = { library: server.library, namespace, namespaces: server.facts.namespaces };
  const found = slots.map((slot) => ({
    slot,
    node: isEventAddress(slot.address) ? 'a condition' : resolveNode(slot.address, slot.root, place),
  }));
  const answers = new Map<Slot, DataValue>();
  const begun = context.clock.monotonicMs();
  const readable = found.flatMap(({ slot, node }) => (typeof node === 'string' ? [] : { slot, node }));
  await eachBatch(readable, Math.max(1, readable.length), async (batch) => {
    const asked = batch.map(({ node }) => ({ nodeId: node, attributeId: VALUE_ATTRIBUTE }));
    const values = await server.ask('reading', server.session.read(asked, 0));
    batch.forEach(({ slot }, position) => void answers.set(slot, values[position]!));
  });
  const tookMs = Math.round(context.clock.monotonicMs() - begun);
  return found.map(({ slot, node }) => ({
    ...(typeof node === 'string' ? refusedRow(node) : answeredRow(slot, answers.get(slot))),
    ...{ device: slot.device, tag: slot.tag, address: addressText(slot.address, slot.root, namespace), tookMs },
    alternatives: [],
  }));
}

type Outcome = Pick<TestRow, 'raw' | 'value' | 'quality' | 'detail'>;

const refusedRow = (detail: string): Outcome => ({
  raw: null,
  value: null,
  quality: QUALITY['bad-unsupported'],
  detail,
});

function answeredRow(slot: Slot, answer: DataValue | undefined): Outcome {
  if (!answer) return refusedRow('no answer');
  const { statusCode, value: variant } = answer;
  const status = qualityOfStatus(statusCode.value);
  const { value, quality } = shownValue(slot, variant, status);
  const detail = quality === QUALITY['bad-decode'] ? 'not what the point can show' : statusCode.name;
  return { raw: rawText(answer), value, quality, ...(quality === QUALITY.good ? {} : { detail }) };
}

/** `Double 42.5, Good`: type, value and status as they came. */
function rawText({ value, statusCode }: DataValue): string {
  if (!value || value.dataType === 0) return statusCode.name;
  const words = shownText(wordsOf(value) ?? '(structure)', LONGEST_RAW);
  return `${typeName(value)} ${words}, ${statusCode.name}`.slice(0, LONGEST_RAW);
}

function shownValue(slot: Slot, variant: DataValue['value'], status: number): Pick<TestRow, 'value' | 'quality'> {
  if (slot.isText) {
    const { text, quality } = decodeText(variant, status);
    return { value: text === '' && quality !== QUALITY.good ? null : text, quality };
  }
  const { value, quality } = decodeValue(variant, status);
  return { value: Number.isNaN(value) ? null : value, quality };
}
