const MOST_TAGS = 5000;
const LONGEST_TAG = 200;

/** What a client asked for, if it is well formed: `null` for all points, or tags. */
export function readSubscription(asked: unknown): readonly string[] | null | undefined {
  if (asked === null) return null;
  if (!Array.isArray(asked) || asked.length > MOST_TAGS) return undefined;
  return asked.every(isTag) ? asked : undefined;
}

const isTag = (tag: unknown): tag is string => typeof tag === 'string' && tag.length > 0 && tag.length <= LONGEST_TAG;
