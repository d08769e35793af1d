import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { SparkplugSinkSettings } from '../../settings.ts';
import type { BdSeqStore } from './bd-seq-store.ts';
import type { NodeCodec } from './codec.ts';
import { NodeEar } from './node-ear.ts';
import { type MqttLibrary, NodeSession } from './node-session.ts';
import { firstState, type NodeEffect, type NodeEvent, type NodeState, nextDueAt } from './node-state.ts';
import type { NodeMessage, NodeVoice } from './node-voice.ts';
import { clientOptions } from './session-settings.ts';
import { hasRival, stepNode } from './step-node.ts';
import type { NodeTopics } from './topics.ts';

export interface EdgeNodeDependencies {
  readonly settings: SparkplugSinkSettings;
  readonly clientId: string;
  readonly library: MqttLibrary;
  readonly codec: NodeCodec;
  readonly topics: NodeTopics;
  readonly voice: NodeVoice;
  readonly bdSeqs: BdSeqStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  /** Something happened; the loop should look. */
  readonly onNews: () => void;
  /** What hosts may have missed is to be sent again. */
  readonly onRewind: () => void;
  /** Hosts are about to be told what is true now. */
  readonly onBirth: () => void;
}

/** The edge node on its broker: follows the state machine, does what that says, and sends data only while it is born. */
export class EdgeNode {
  private readonly deps: EdgeNodeDependencies;
  private readonly ear: NodeEar;
  private state: NodeState;
  private readonly effects: NodeEffect[] = [];
  private session: NodeSession | undefined;
  private failure: string | null = null;
  /** Settles when the present connection is to be ended by us. */
  private leaving = Promise.withResolvers<false>();

  constructor(deps: EdgeNodeDependencies) {
    this.deps = deps;
    this.ear = new NodeEar(deps.topics, deps.settings.primaryHost, deps.codec);
    this.state = firstState(deps.bdSeqs.load(deps.settings.id));
  }

  get isBorn(): boolean {
    return this.state.phase === 'born' && this.effects.length === 0;
  }

  /** True when the last message has been sent and the connection is gone. */
  get isOver(): boolean {
    return this.state.phase === 'stopped' && this.effects.length === 0;
  }

  get ignoredCommands(): number {
    return this.state.ignoredCommands;
  }

  /** Why nothing is sent; null when all is well. */
  get problem(): string | null {
    const { state, deps } = this;
    if (hasRival(state, deps.clock.monotonicMs())) {
      return `the connection was ended ${state.shortLives} times in a row soon after it was made; another client may use the id ${deps.clientId}`;
    }
    if (state.phase === 'waiting') return `waits until the primary host ${deps.settings.primaryHost} is online`;
    return state.phase === 'born' ? null : this.failure;
  }

  /** How long until time alone brings something to do, ms. */
  get waitMs(): number {
    return Math.max(0, nextDueAt(this.state) - this.deps.clock.monotonicMs());
  }

  tell(event: NodeEvent): void {
    this.follow(event);
    this.deps.onNews();
  }

  /** Says goodbye and ends for good; `work` does it. */
  stop(): void {
    if (this.state.phase === 'connecting') this.cut();
    this.tell({ kind: 'stop' });
  }

  /** Does one thing that the state machine has asked for; false when there was none. */
  async work(): Promise<boolean> {
    this.follow({ kind: 'due' });
    const effect = this.effects[0];
    if (effect === undefined) return false;
    await this.perform(effect);
    this.effects.splice(this.effects.indexOf(effect), 1);
    return true;
  }

  /** Sends one message of a birth or of data; false when nothing more of them may be sent. */
  async say({ topic, payload }: NodeMessage, qos: 0 | 1 = 0): Promise<boolean> {
    return (await this.session?.publish(topic, this.deps.codec.encode(payload), qos)) ?? false;
  }

  /** True when the broker has everything said so far. A goodbye does not wait for it. */
  async isHeard(): Promise<boolean> {
    return this.session ? Promise.race([this.session.drained(), this.leaving.promise]) : false;
  }

  /** Ends the connection without a goodbye. */
  cut(): void {
    this.session?.cut('stopped');
  }

  private follow(event: NodeEvent): void {
    const rules = { awaitsHost: this.deps.settings.primaryHost !== undefined };
    const { state, effects } = stepNode(this.state, event, this.deps.clock.monotonicMs(), rules);
    this.state = state;
    this.effects.push(...effects);
    if (effects.some(({ kind }) => kind === 'disconnect')) this.leaving.resolve(false);
  }

  private async perform(effect: NodeEffect): Promise<unknown> {
    switch (effect.kind) {
      case 'connect':
        return this.connect(effect.bdSeq);
      case 'rewind':
        return this.deps.onRewind();
      case 'births':
        return this.beBorn(effect.bdSeq);
      case 'death':
        return this.say(this.deps.voice.death(effect.bdSeq, this.deps.clock.nowMs()), 1);
      case 'disconnect':
        return this.leave();
    }
  }

  private async connect(bdSeq: number): Promise<void> {
    const { settings, clientId, bdSeqs, codec, voice, clock, logger, library } = this.deps;
    this.leaving = Promise.withResolvers();
    try {
      bdSeqs.save(settings.id, bdSeq);
      const { topic, payload } = voice.death(bdSeq, clock.nowMs());
      const options = await clientOptions(settings, clientId, { topic, payload: codec.encode(payload) });
      const session: NodeSession = new NodeSession(library, settings.url, options, clock, logger, {
        dialled: () => this.tell({ kind: 'dialled' }),
        message: (...message) => session === this.session && this.receive(...message),
      });
      this.session = session;
      void session.ended.then((reason) => this.lose(session, reason));
      if ((await session.opened()) && (await this.listen(session))) this.tell({ kind: 'connected' });
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  private async listen(session: NodeSession): Promise<boolean> {
    const { needed, welcome } = this.ear;
    const isGranted = await session.subscribe(needed);
    if (!isGranted) session.cut(`the broker does not let us listen to ${needed.join(' and ')}`);
    if (welcome.length > 0) await session.subscribe(welcome);
    return isGranted;
  }

  private async beBorn(bdSeq: number): Promise<void> {
    const { voice, clock, logger, settings, onBirth } = this.deps;
    onBirth();
    for (const message of voice.births(bdSeq, clock.nowMs())) {
      const isOvertaken = this.effects.length > 1;
      if (isOvertaken || !(await this.say(message))) return;
    }
    this.failure = null;
    logger.info({ sink: settings.id, bdSeq }, 'edge node is born');
  }

  private async leave(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    await session?.close();
  }

  private receive(...message: Parameters<NodeEar['read']>): void {
    const event = this.ear.read(...message);
    if (event) this.tell(event);
  }

  private lose(session: NodeSession, reason: string): void {
    // One that has said goodbye is left to its goodbye.
    if (session !== this.session) return;
    session.cut(reason);
    this.session = undefined;
    this.fail(reason);
  }

  private fail(reason: string): void {
    const { logger, settings, random } = this.deps;
    if (this.failure === null) logger.warn({ sink: settings.id, reason }, 'edge node is not connected');
    this.failure = reason;
    this.tell({ kind: 'lost', random: random() });
  }
}
