/** Values for `{name}` in a topic, as the site file gives them for a device. */
export type TopicValues = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9_]*)\}/g;

/** The device's own topic inside of another one. */
export const BASE = 'base';

/** The names in a topic template, each once. */
export function placeholdersIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name!))];
}

/** A value that may stand in a topic: a text without wildcards, braces and levels, or a whole number. */
export function isTopicValue(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value === 'string' && /^[^+#/{}\0]{1,200}$/.test(value);
}

/**
 * The template with every `{name}` replaced. `base` is taken as it is, with its levels; undefined when a name has no
 * value that may stand in a topic.
 */
export function fillTopic(template: string, values: TopicValues, base?: string): string | undefined {
  let isComplete = true;
  const topic = template.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = name === BASE ? base : Object.hasOwn(values, name) ? values[name] : undefined;
    if (name === BASE ? value !== undefined : isTopicValue(value)) return String(value);
    isComplete = false;
    return '';
  });
  return isComplete ? topic : undefined;
}
