import type { SiteEdit } from '../../domain/site-edit.ts';
import { editSite } from './edit-site.ts';
import { valueAt } from './edit-step.ts';
import { isJsonList, isJsonMap } from './render-yaml.ts';
import type { EditRefusal, SecretPlaces } from './site-steps.ts';
import { placesOf } from './yaml-place.ts';

/** A text by the path of its file. */
export type Texts = ReadonlyMap<string, string>;

export type EditedFiles =
  | { readonly ok: true; readonly texts: Texts; readonly changed: readonly string[] }
  | { readonly ok: false; readonly index: number; readonly refusal: EditRefusal };

/** Where secrets have been put, by the number of the edit. */
export type SecretsOf = (index: number) => SecretPlaces;

/**
 * Edits one after the other, each in the file where what it is about stands: a machine in the included file that has it, everything
 * else in the site file. `index` of a refusal: which of the edits it was.
 */
export function editFiles(
  texts: Texts,
  mainFile: string,
  edits: readonly SiteEdit[],
  secretsOf: SecretsOf = () => ({}),
): EditedFiles {
  const edited = new Map(texts);
  for (const [index, edit] of edits.entries()) {
    const file = fileOf(edited, mainFile, edit);
    const result = editSite(edited.get(file) ?? '', edit, secretsOf(index));
    if (!result.ok) return { ok: false, index, refusal: result.refusal };
    edited.set(file, result.text);
  }
  const changed = [...edited].filter(([file, text]) => texts.get(file) !== text).map(([file]) => file);
  return { ok: true, texts: edited, changed };
}

function fileOf(texts: Texts, mainFile: string, edit: SiteEdit): string {
  if (!('equipment' in edit)) return mainFile;
  const owner = [...texts].find(([, text]) => hasEquipment(text, edit.equipment));
  return owner?.[0] ?? mainFile;
}

function hasEquipment(text: string, id: string): boolean {
  if (!text.includes(id)) return false;
  const value = placesOf(text)?.value;
  const list = value === undefined ? undefined : valueAt(value, ['equipment']);
  return isJsonList(list) && list.some((entry) => isJsonMap(entry) && entry.id === id);
}
