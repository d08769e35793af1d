import { done, refused } from '../../gateway/domain/errors.ts';
import type { ChannelOverview, ChannelService, ChannelTest } from '../../gateway/ports/channel-service.ts';
import type { PushBrowser, PushRegistration, PushService } from '../../gateway/ports/push-service.ts';

export const fakeChannel = (change: Partial<ChannelOverview> = {}): ChannelOverview => ({
  ...{ id: 'PUMP-1', kind: 'dingtalk', title: { en: 'DingTalk group robot', zh: '钉钉群机器人' }, priorities: ['P1'] },
  settings: [{ name: 'url', isSecret: true, isSet: true, value: null }],
  ...{ address: { en: 'Mobile number', zh: '手机号' }, persons: 2 },
  health: { state: 'down', failuresInARow: 3, lastFailure: 'HTTP 503', lastSentAt: 1000, waiting: 4, dead: 0 },
  ...change,
});

/** Channels that do nothing. `asked` has who tested which. */
export class FakeChannels implements ChannelService {
  readonly channels: ChannelOverview[] = [fakeChannel()];
  readonly asked: { readonly id: string; readonly username: string }[] = [];
  outcome: ChannelTest = { result: 'sent', text: { en: 'Taken', zh: '已接收' }, detail: null, tookMs: 12 };

  async list(): Promise<readonly ChannelOverview[]> {
    return this.channels;
  }
  async test(id: string, username: string) {
    if (!this.channels.some((channel) => channel.id === id)) return refused('CHANNEL_NOT_FOUND');
    this.asked.push({ id, username });
    return done(this.outcome);
  }
}

/** Browsers in memory. */
export class FakePush implements PushService {
  readonly registered: { readonly person: string; readonly browser: PushBrowser }[] = [];

  async publicKey(): Promise<string | undefined> {
    return 'BPublicKey';
  }
  async browsers(person: string): Promise<readonly PushBrowser[]> {
    return this.registered.filter((one) => one.person === person).map(({ browser }) => browser);
  }
  async register(person: string, { label }: PushRegistration) {
    const browser = { id: `b${this.registered.length + 1}`, label, createdAt: 1000 };
    this.registered.push({ person, browser });
    return done(browser);
  }
  async remove(person: string, id: string): Promise<void> {
    const at = this.registered.findIndex((one) => one.person === person && one.browser.id === id);
    if (at >= 0) this.registered.splice(at, 1);
  }
}
