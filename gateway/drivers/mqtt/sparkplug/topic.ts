/** What an edge node sends (Sparkplug 3.0, 4.1.3); N… of the node itself, D… of one of its devices. */
export type MessageType = 'NBIRTH' | 'NDATA' | 'NDEATH' | 'DBIRTH' | 'DDATA' | 'DDEATH';

/** The scope of what an edge node says of itself; a device's scope is its id. */
export const NODE_SCOPE = '';

/** Who sent a message. */
export interface SparkplugTopic {
  readonly group: string;
  readonly node: string;
  readonly type: MessageType;
  readonly scope: string;
}

const NODE_TYPES: readonly string[] = ['NBIRTH', 'NDATA', 'NDEATH'];
const DEVICE_TYPES: readonly string[] = ['DBIRTH', 'DDATA', 'DDEATH'];
const NAMESPACE = 'spBv1.0';

/** Reads `spBv1.0/group/type/node[/device]`; undefined for everything else, commands included. */
export function parseTopic(topic: string): SparkplugTopic | undefined {
  const [namespace, group, type, node, device, ...rest] = topic.split('/');
  if (namespace !== NAMESPACE || !group || !type || !node || rest.length > 0) return undefined;
  if (!isType(type, device === undefined ? NODE_TYPES : DEVICE_TYPES)) return undefined;
  return { group, node, type, scope: device ?? NODE_SCOPE };
}

const isType = (type: string, known: readonly string[]): type is MessageType => known.includes(type);

/** Everything a node sends, of all its devices: without it a gap in its sequence could not be told from a device not ours. */
export function filtersFor(group: string, node: string): readonly string[] {
  const ofNode = NODE_TYPES.map((type) => `${NAMESPACE}/${group}/${type}/${node}`);
  return [...ofNode, ...DEVICE_TYPES.map((type) => `${NAMESPACE}/${group}/${type}/${node}/+`)];
}

/** Where a node takes commands, for itself or for one of its devices. */
export function commandTopic(group: string, node: string, scope: string): string {
  const base = `${NAMESPACE}/${group}/${scope === NODE_SCOPE ? 'NCMD' : 'DCMD'}/${node}`;
  return scope === NODE_SCOPE ? base : `${base}/${scope}`;
}
