import type { EquipmentClass } from '../../../gateway/domain/equipment.ts';
import type { OrderSettings, WireOrder } from '../../data/order-api.ts';

export type CodeList = OrderSettings['codes'][number];

/** The list of a class, else the one for everything; undefined where the site has neither. */
export const codeListOf = (
  lists: readonly CodeList[],
  equipmentClass: EquipmentClass | undefined,
): CodeList | undefined =>
  lists.find((list) => list.class === equipmentClass) ?? lists.find((list) => list.class === null);

/** The three codes of an order in words; an id nobody knows any more stands as it is. */
export function codeWords(
  codes: NonNullable<WireOrder['codes']>,
  list: CodeList | undefined,
  text: (text: { readonly en: string; readonly zh: string }) => string,
): readonly string[] {
  const words = (id: string, among: CodeList['failures'] = []): string => {
    const known = among.find((one) => one.id === id);
    return known ? text(known.text) : id;
  };
  return [words(codes.failure, list?.failures), words(codes.cause, list?.causes), words(codes.remedy, list?.remedies)];
}
