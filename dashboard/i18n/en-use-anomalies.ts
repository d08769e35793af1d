/** Words about unusual use of energy and water. */
export const enUseAnomalies = {
  useAnomalies: {
    title: 'Unusual use',
    open: 'To be explained',
    noneOpen: 'Every meter counts as usual.',
    former: 'Before',
    noFormer: 'None yet.',
    span: { day: 'day', week: 'week from', month: 'month from' },
    verdict: { above: 'more than usual', below: 'less than usual', stopped: 'nothing counted' },
    figures: '{{use}}, usual {{usual}}',
    order: 'work order {{id}}',
    dismissed: 'nothing wrong',
    cause: 'Cause',
    action: 'Measure',
    result: 'Result',
    deed: {
      explain: 'Cause…',
      act: 'Measure…',
      close: 'Result and close…',
      dismiss: 'Nothing wrong…',
      order: 'Open an order',
    },
    label: {
      explain: 'What it came from',
      act: 'What is done about it',
      close: 'What came of it',
      dismiss: 'Why there is nothing wrong',
    },
  },
} as const;
