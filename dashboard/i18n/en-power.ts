/** Words of the single-line diagram and of the generators, in English. */
export const enPower = {
  power: {
    diagram: 'Single-line diagram',
    buses: 'Buses',
    apart: 'Not connected in the site file',
    transfer: {
      normal: 'On normal source',
      emergency: 'On emergency source',
      off: 'Between its sources',
      unknown: 'Position unknown',
    },
  },
  display: { page: 'Page of this machine' },
  gensets: {
    supplies: 'Supplies',
  },
} as const;
