/** What a template may name. */
export const VARIABLES = ['address', 'text', 'site', 'equipment', 'alarm', 'time', 'code', 'priority', 'id'] as const;
export type Variables = Readonly<Record<(typeof VARIABLES)[number], string>>;

export type TemplateFormat = 'json' | 'form' | 'query';

const VARIABLE = /\{([a-z]+)\}/gi;
/** Shown in the address where a pair names itself: only plain words. */
const PAIR_NAME = /^[\w.[\]-]{1,100}$/;

/** What is wrong with a template; undefined when nothing is. */
export function templateProblem(format: TemplateFormat, template: string): string | undefined {
  const known: readonly string[] = VARIABLES;
  const unknown = [...template.matchAll(VARIABLE)].map((found) => found[1] ?? '').find((name) => !known.includes(name));
  if (unknown !== undefined)
    return `{${unknown}} is no variable; there are ${known.map((name) => `{${name}}`).join(' ')}`;
  if (format !== 'json')
    return [...new URLSearchParams(template).keys()].every((name) => PAIR_NAME.test(name))
      ? undefined
      : 'pairs such as to={address}&text={text}';
  try {
    JSON.parse(template);
    return undefined;
  } catch {
    return 'no JSON text';
  }
}

/** The template with its variables, encoded as its format asks: no value of a variable can end a text, a pair or an address. */
export function fillTemplate(format: TemplateFormat, template: string, variables: Variables): string {
  const fill = (text: string): string =>
    text.replace(VARIABLE, (whole, name: string) => variableOf(variables, name) ?? whole);
  if (format === 'json') return JSON.stringify(fillJson(JSON.parse(template), fill));
  const pairs = [...new URLSearchParams(template)].map(([name, value]): [string, string] => [name, fill(value)]);
  return new URLSearchParams(pairs).toString();
}

const variableOf = (variables: Variables, name: string): string | undefined =>
  Object.hasOwn(variables, name) ? Reflect.get(variables, name) : undefined;

function fillJson(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, fill)]));
}
