import { done, PlantroomError, refused } from '../../domain/errors.ts';
import type { SiteDesk } from '../../ports/site-desk.ts';

const notHere = () => refused('CONFIG_READ_ONLY', 'this gateway was started without a site file');

/** Of a gateway that was started without a file: nothing can be seen or changed. */
export const NO_SITE_DESK: SiteDesk = {
  state: async () => {
    throw new PlantroomError('CONFIG_INVALID', 'this gateway was started without a site file');
  },
  outline: async () => ({ areas: [], connections: [], channels: [], channelKinds: [], onCall: {} }),
  templates: async () => [],
  template: async () => refused('RESOURCE_NOT_FOUND'),
  limits: async () => done([]),
  check: async () => notHere(),
  save: async () => notHere(),
  changes: async () => [],
  testRead: async () => notHere(),
  rehearse: async () => notHere(),
  whoIsTold: async () => notHere(),
};
