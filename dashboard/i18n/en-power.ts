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
  arrange: {
    open: 'Arrange…',
    title: 'Order on the drawing',
    about: 'Drag, step, or type the place. The drawing shows it at once; for everybody it changes when it is saved.',
    nothing: 'What feeds what leaves nothing to choose here.',
    place: 'Place of {{name}}',
    earlier: '{{name}}: one place earlier',
    later: '{{name}}: one place later',
    save: 'Save…',
    asInFile: 'As in the site file',
    leave: 'Leave without saving',
  },
  gensets: {
    supplies: 'Supplies',
  },
} as const;
