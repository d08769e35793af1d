import type { MessageSite } from './compose.ts';

/** A site whose messages have links; a test names only what it is about. */
export const exampleSite: MessageSite = {
  ...{ id: 'tower', name: { en: 'A Tower', zh: 'A座' }, timeZone: 'Asia/Shanghai', publicUrl: 'https://tower.example' },
  equipmentName: (id) => (id === 'L01' ? { en: 'Lift 1', zh: '1#梯' } : undefined),
  areaName: () => ({ en: 'Lobby', zh: '大堂' }),
};
