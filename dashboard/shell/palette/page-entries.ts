import type { Translate } from '../../i18n/use-words.ts';
import type { Entry } from './entries.ts';

/** Pages that stand by themselves, in the order of the navigation. */
const PAGES = [
  ['/', 'overview'],
  ['/alarms', 'alarms'],
  ['/alarms/performance', 'performance'],
  ['/on-call', 'onCall'],
  ['/duty', 'duty'],
  ['/visits', 'visits'],
  ['/log-sheets', 'sheets'],
  ['/test-runs', 'testRuns'],
  ['/playbooks', 'playbooks'],
  ['/outages', 'outages'],
  ['/complaints', 'complaints'],
  ['/work-orders', 'orders'],
  ['/register', 'register'],
  ['/rounds', 'rounds'],
  ['/meter-runs', 'meterRuns'],
  ['/maintenance', 'upkeep'],
  ['/stores', 'stores'],
  ['/kpi', 'kpi'],
  ['/energy', 'energy'],
  ['/trends', 'trends'],
  ['/devices', 'devices'],
  ['/records', 'records'],
  ['/channels', 'channels'],
  ['/messages', 'messages'],
  ['/mine', 'mine'],
  ['/me', 'me'],
] as const;

type In = Record<'en' | 'zh', Translate>;

/** Named in both languages, so that either finds it. */
export function pageEntries({ en, zh }: In): Entry[] {
  const pages = PAGES.map(
    ([to, word]): Entry => ({
      goal: { kind: 'page', to },
      name: { en: en(`nav.${word}`), zh: zh(`nav.${word}`) },
      id: '',
    }),
  );
  const wall: Entry = {
    goal: { kind: 'page', to: '/wall' },
    name: { en: en('wall.title'), zh: zh('wall.title') },
    id: '',
  };
  return [...pages, wall];
}
