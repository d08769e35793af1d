import type { DataValue, NodeId, ReadValueIdOptions } from 'node-opcua-client';
import type { BrowseRow } from '../../ports/driver-tools.ts';
import { typeName } from './data-type.ts';
import { shownText, wordsOf } from './decode-text.ts';
import { eachBatch } from './operation-limits.ts';
import type { ToolSession } from './tool-session.ts';

const BROWSE_NAME_ATTRIBUTE = 3;
const VALUE_ATTRIBUTE = 13;
const DATA_TYPE_ATTRIBUTE = 14;
const LAST_BUILT_IN = 25;
const LONGEST_VALUE = 200;

/** A node that was found, and where. */
export interface FoundNode {
  readonly nodeId: NodeId;
  readonly path: string;
  readonly kind: BrowseRow['kind'];
}

/** Data type and present value of the variables among `nodes`. */
export async function describeVariables(
  server: ToolSession,
  nodes: readonly FoundNode[],
): Promise<ReadonlyMap<FoundNode, Pick<BrowseRow, 'dataType' | 'value'>>> {
  const variables = nodes.filter(({ kind }) => kind === 'variable');
  const asked = variables.flatMap(({ nodeId }) => [
    { nodeId, attributeId: DATA_TYPE_ATTRIBUTE },
    { nodeId, attributeId: VALUE_ATTRIBUTE },
  ]);
  const answers = await readAll(server, asked);
  const types = variables.map((_, position): unknown => answers[2 * position]?.value?.value);
  const names = await typeNames(server, types);
  return new Map(
    variables.map((node, position) => [
      node,
      { dataType: names.get(String(types[position])) ?? null, value: valueText(answers[2 * position + 1]) },
    ]),
  );
}

/** A value as words; why there is none, when there is none. */
function valueText(answer: DataValue | undefined): string | null {
  if (!answer) return null;
  const { value, statusCode } = answer;
  const words = value ? wordsOf(value) : undefined;
  if (words === undefined) return statusCode.isGood() ? null : statusCode.name;
  return shownText(statusCode.isGood() ? words : `${words} (${statusCode.name})`, LONGEST_VALUE);
}

/** Names of data types by node id as text: the built-in ones are known, the server is asked for the others. */
async function typeNames(server: ToolSession, types: readonly unknown[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const unknown = new Map<string, NodeId>();
  for (const type of types) {
    if (!(type instanceof server.library.NodeId)) continue;
    const number = type.namespace === 0 && typeof type.value === 'number' ? type.value : undefined;
    if (number !== undefined && number <= LAST_BUILT_IN)
      names.set(type.toString(), typeName({ dataType: number, arrayType: 0 }));
    else unknown.set(type.toString(), type);
  }
  const asked = [...unknown.values()].map((nodeId) => ({ nodeId, attributeId: BROWSE_NAME_ATTRIBUTE }));
  const answers = await readAll(server, asked);
  [...unknown.keys()].forEach((id, position) => {
    const words = answers[position]?.value && wordsOf(answers[position].value);
    if (words) names.set(id, shownText(words));
  });
  return names;
}

async function readAll(server: ToolSession, asked: readonly ReadValueIdOptions[]): Promise<DataValue[]> {
  const answers: DataValue[] = [];
  await eachBatch(asked, server.facts.nodesPerRead, async (batch) => {
    answers.push(...(await server.ask('reading', server.session.read([...batch]))));
  });
  return answers;
}
