import type { WireSettingForm } from '../../data/config-api.ts';

export type SettingValue = string | number | boolean;

export interface ReadSettings {
  readonly values: Readonly<Record<string, SettingValue>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Names of fields that cannot be taken like that. */
  readonly wrong: ReadonlySet<string>;
}

/** What was filled in for a driver or channel; what was left empty is not said. `isNew`: what is required must be there. */
export function readSettings(
  form: FormData,
  { fixed, fields }: WireSettingForm,
  prefix: string,
  isNew = true,
): ReadSettings {
  const values: Record<string, SettingValue> = { ...fixed };
  const secrets: Record<string, string> = {};
  const wrong = new Set<string>();
  for (const { name, type, isRequired, isSecret } of fields) {
    const text = String(form.get(`${prefix}${name}`) ?? '').trim();
    const value = valueIn(type, text);
    if (text === '' ? isRequired && isNew : value === undefined) wrong.add(`${prefix}${name}`);
    else if (text === '') continue;
    else if (isSecret) secrets[name] = text;
    else if (value !== undefined) values[name] = value;
  }
  return { values, secrets, wrong };
}

function valueIn(type: WireSettingForm['fields'][number]['type'], text: string): SettingValue | undefined {
  switch (type) {
    case 'number': {
      const number = Number(text.replace(',', '.'));
      return text !== '' && Number.isFinite(number) ? number : undefined;
    }
    case 'yes-no':
      return text === 'true';
    case 'text':
    case 'choice':
      return text;
  }
}
