import { expressions, METER, SITE } from '../load.fixtures.ts';
import { channels, conditions, drivers } from '../plugins.fixtures.ts';
import { importSheet, type SheetImportOptions, type SheetImportResult } from './import-sheet.ts';

export const HEADER = 'id,name_en,name_zh,template,area,host,port,unit,param:rated,powered by';
export const ROW = 'M1,Meter 1,1#表,acme-meter,lv-room,10.0.0.2,502,1,250,F01';

/** Imports a sheet into the small site of the fixtures. */
export function runImport(
  sheet: string | Uint8Array,
  more: Partial<SheetImportOptions> = {},
  site = SITE,
): Promise<SheetImportResult> {
  const files: Record<string, string> = { 'site.yaml': site, 'equipment/acme-meter.yaml': METER };
  return importSheet({
    ...{ file: 'site.yaml', equipmentFolder: 'equipment', drivers, conditions, channels, expressions, env: {} },
    readText(path) {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    listFiles: (folder) => (folder === 'equipment' ? ['acme-meter.yaml'] : []),
    ...{ sheetFile: 'meters.csv', sheet: undefined, out: 'parts/meters.yaml', defaults: {}, head: [] },
    bytes: typeof sheet === 'string' ? new TextEncoder().encode(sheet) : sheet,
    ...more,
  });
}
