import type { NodeCodec } from './codec.ts';
import { parseHostJson, parseHostWord } from './host-state.ts';
import type { NodeEvent } from './node-state.ts';
import { readCommands } from './read-commands.ts';
import { hostTopics, type NodeTopics } from './topics.ts';

/** A command is a few dozen bytes. */
const LARGEST_COMMAND = 65_536;

/** What an edge node listens to, and what it makes of it. */
export class NodeEar {
  /** Topics without which nothing may be published (5.4). */
  readonly needed: readonly string[];
  /** Topics a broker may refuse: one that knows Sparkplug 3.0 only has no other place for the state of hosts. */
  readonly welcome: readonly string[];
  private readonly codec: NodeCodec;
  private readonly commands: string;
  private readonly host: { readonly json: string; readonly word: string } | undefined;

  constructor(topics: NodeTopics, primaryHost: string | undefined, codec: NodeCodec) {
    this.codec = codec;
    this.commands = topics.node('NCMD');
    this.host = primaryHost === undefined ? undefined : hostTopics(primaryHost);
    this.needed = [this.commands, ...(this.host ? [this.host.json] : [])];
    this.welcome = this.host ? [this.host.word] : [];
  }

  /** Undefined for what means nothing. Never throws. */
  read(topic: string, payload: Buffer, retained: boolean): NodeEvent | undefined {
    // A command that the broker has kept was meant for an earlier session.
    if (topic === this.commands) return retained ? undefined : this.readCommand(payload);
    const parse = topic === this.host?.json ? parseHostJson : parseHostWord;
    const word = parse(payload.toString());
    return word && { kind: 'host', word };
  }

  private readCommand(payload: Buffer): NodeEvent {
    const commands = payload.length > LARGEST_COMMAND ? undefined : this.codec.decodeCommands(payload);
    return { kind: 'commands', reading: readCommands(commands) };
  }
}
