import type { FaultDefinition, FaultParameter, FaultValues } from './catalogue.ts';

export type Checked =
  | { readonly ok: true; readonly values: FaultValues }
  | { readonly ok: false; readonly message: string };

/** Checks what a caller gave against the definition and fills in defaults. An empty list of choices means any text. */
export function checkParameters(definition: FaultDefinition, given: Readonly<Record<string, unknown>>): Checked {
  const unknown = Object.keys(given).filter((name) => !(name in definition.parameters));
  if (unknown.length > 0) {
    const known = Object.keys(definition.parameters).join(', ') || 'none';
    return { ok: false, message: `${definition.name} has no parameter ${unknown.join(', ')}; it has: ${known}` };
  }
  const values: Record<string, string | number | null> = {};
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const value = given[name] === undefined ? parameter.default : convert(parameter, given[name]);
    if (value === undefined) return { ok: false, message: `${name} must be ${describe(parameter)}` };
    values[name] = value;
  }
  const objection = definition.objection?.(values);
  return objection === undefined ? { ok: true, values } : { ok: false, message: objection };
}

function convert(parameter: FaultParameter, value: unknown): string | number | undefined {
  if (parameter.kind === 'choice') {
    const fits = typeof value === 'string' && (parameter.choices.length === 0 || parameter.choices.includes(value));
    return fits ? value : undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const fits = typeof number === 'number' && number >= parameter.min && number <= parameter.max;
  return fits ? number : undefined;
}

function describe(parameter: FaultParameter): string {
  if (parameter.kind === 'number') return `a number from ${parameter.min} to ${parameter.max}`;
  return parameter.choices.length === 0 ? 'a point name' : `one of ${parameter.choices.join(', ')}`;
}
