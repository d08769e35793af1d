import { constantRow, registerMap, row } from '../register-map.ts';

/** Register 12001 of the maker's list, which prints wire address + 1. */
const status = 12000;
const bit = (point: string, at: number) => row('holding', status, 'u16', point, { bit: at });

/** Schneider MasterPact, legacy data set: one request reads 12000-12113. */
export const masterpact = registerMap({
  product: 'Schneider MasterPact',
  holes: { kind: 'fill', filler: 0, spans: [[11_999, 12_112]] },
  rows: [
    constantRow('holding', 11_999, 0xffff),
    bit('closed', 0),
    bit('tripped', 1),
    bit('fault_trip', 2),
    bit('spring_charged', 3),
    bit('ready', 5),
    { ...constantRow('holding', status, 1), bit: 6 },
  ],
});
