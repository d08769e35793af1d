import type { ReferenceDescription } from 'node-opcua-client';
import { PlantroomError } from '../../domain/errors.ts';
import type { BrowseRow, ToolContext } from '../../ports/driver-tools.ts';
import { describeVariables, type FoundNode } from './browse-values.ts';
import { shownText } from './decode-text.ts';
import { withIndex, withUri } from './node-address.ts';
import { inBatches } from './operation-limits.ts';
import type { OpcuaConnection } from './schemas.ts';
import { openToolSession, type ToolSession } from './tool-session.ts';

const OBJECTS_FOLDER = 'ns=0;i=85';
/** Hundreds of nodes about the server itself; walked only by who asks for it. */
const SERVER_OBJECT = 'ns=0;i=2253';
const HIERARCHICAL = 'ns=0;i=33';
const FORWARD = 0;
const ALL_FIELDS = 63;
const OBJECT_CLASS = 1;
const VARIABLE_CLASS = 2;
/** Asked for at once of one node; the rest comes by continuation points. */
const REFERENCES_PER_NODE = 500;
const LONGEST_NAME = 200;

/** Walks what the server offers, level by level, at most `depth` levels below `start` and `most` rows; no node twice. */
export async function* browseServer(
  context: ToolContext<OpcuaConnection>,
  start: string | undefined,
  depth: number,
  most: number,
): AsyncGenerator<BrowseRow> {
  const server = await openToolSession(context);
  try {
    const root = server.library.coerceNodeId(startNode(start, server.facts.namespaces));
    const known = new Set([root.toString()]);
    let level: readonly FoundNode[] = [{ nodeId: root, path: '', kind: 'folder' }];
    for (let below = 0; below < depth && level.length > 0 && known.size <= most; below++) {
      level = await browseLevel(server, level, known, most);
      for (const batch of inBatches(level, server.facts.nodesPerRead)) yield* await rowsOf(server, batch);
    }
  } finally {
    await server.close();
  }
}

function startNode(start: string | undefined, namespaces: readonly string[]): string {
  if (start === undefined) return OBJECTS_FOLDER;
  const node = withIndex(start, namespaces);
  if (node !== undefined) return node;
  throw new PlantroomError(
    'REQUEST_INVALID',
    'the start is a node id of this server: nsu=<namespace URI>;s=… (or i=, g=, b=)',
  );
}

/** Everything right below `parents` that is not known yet; together with what is known never more than `most` rows. */
async function browseLevel(
  server: ToolSession,
  parents: readonly FoundNode[],
  known: Set<string>,
  most: number,
): Promise<FoundNode[]> {
  const found: FoundNode[] = [];
  for (const batch of inBatches(parents.filter(isWalked), server.facts.nodesPerBrowse)) {
    const results = await browseNodes(server, batch, most);
    results.forEach((references, position) => {
      for (const reference of references) {
        const id = reference.nodeId.toString();
        if (known.has(id) || known.size > most) continue;
        known.add(id);
        found.push(nodeOf(reference, batch[position]!.path));
      }
    });
  }
  return found;
}

const isWalked = ({ nodeId, path }: FoundNode): boolean => path === '' || nodeId.toString() !== SERVER_OBJECT;

async function browseNodes(
  server: ToolSession,
  nodes: readonly FoundNode[],
  most: number,
): Promise<ReferenceDescription[][]> {
  server.session.requestedMaxReferencesPerNode = REFERENCES_PER_NODE;
  const asked = nodes.map(({ nodeId }) => ({
    ...{ nodeId, referenceTypeId: HIERARCHICAL, browseDirection: FORWARD, includeSubtypes: true },
    ...{ nodeClassMask: 0, resultMask: ALL_FIELDS },
  }));
  const results = await server.ask('browsing', server.session.browse(asked));
  const all: ReferenceDescription[][] = [];
  for (const { references, continuationPoint } of results) {
    all.push([...(references ?? []), ...(await restOf(server, continuationPoint, most))]);
  }
  return all;
}

/** What a server gives in further pieces; what is beyond `most` it may forget. */
async function restOf(
  { session, ask }: ToolSession,
  first: Buffer | null | undefined,
  most: number,
): Promise<ReferenceDescription[]> {
  const rest: ReferenceDescription[] = [];
  let point = first;
  while (point && point.length > 0) {
    const isEnough = rest.length > most;
    const [piece] = await ask('browsing', session.browseNext([point], isEnough));
    const references = piece?.references ?? [];
    rest.push(...references);
    point = isEnough || references.length === 0 ? null : piece?.continuationPoint;
  }
  return rest;
}

function nodeOf({ nodeId, browseName, nodeClass }: ReferenceDescription, parent: string): FoundNode {
  const name = shownText(browseName.name ?? '', LONGEST_NAME) || '?';
  const kind = nodeClass === VARIABLE_CLASS ? 'variable' : nodeClass === OBJECT_CLASS ? 'folder' : 'other';
  return { nodeId, path: parent === '' ? name : `${parent}/${name}`, kind };
}

async function rowsOf(server: ToolSession, nodes: readonly FoundNode[]): Promise<BrowseRow[]> {
  const variables = await describeVariables(server, nodes);
  return nodes.map((node) => ({
    path: node.path,
    address: withUri(node.nodeId.toString(), server.facts.namespaces) ?? node.nodeId.toString(),
    kind: node.kind,
    ...(variables.get(node) ?? { dataType: null, value: null }),
  }));
}
