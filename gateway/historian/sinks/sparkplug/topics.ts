const NAMESPACE = 'spBv1.0';

export type NodeVerb = 'NBIRTH' | 'NDEATH' | 'NCMD';
export type DeviceVerb = 'DBIRTH' | 'DDATA' | 'DDEATH';

/** Where one edge node speaks and listens (Sparkplug 3.0, 4.1). */
export interface NodeTopics {
  node(verb: NodeVerb): string;
  device(verb: DeviceVerb, device: string): string;
}

export function topicsOf(group: string, node: string): NodeTopics {
  return {
    node: (verb) => `${NAMESPACE}/${group}/${verb}/${node}`,
    device: (verb, device) => `${NAMESPACE}/${group}/${verb}/${node}/${device}`,
  };
}

/** Where a host application says whether it is there: since 3.0 as JSON, before that as one word. */
export const hostTopics = (host: string): { readonly json: string; readonly word: string } => ({
  json: `${NAMESPACE}/STATE/${host}`,
  word: `STATE/${host}`,
});
