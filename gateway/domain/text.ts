import { z } from 'zod';

/** A text a person reads, in both languages of the product. Texts from the field (device strings) are never of this type. */
export const localText = z
  .strictObject({ en: z.string().min(1).max(400), zh: z.string().min(1).max(400) })
  .meta({ title: 'Text in both languages', examples: [{ en: 'Chiller 1', zh: '1#冷水机组' }] });
export type LocalText = z.infer<typeof localText>;

export type Language = 'en' | 'zh';
