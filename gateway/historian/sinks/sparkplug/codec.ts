import type { org } from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import type { WirePayload } from './node-voice.ts';

type Message = typeof org.eclipse.tahu.protobuf.Payload;

/** One thing a host asks the node to do. */
export interface Command {
  readonly name: string | undefined;
  /** Undefined for everything that is no boolean. */
  readonly flag: boolean | undefined;
}

export interface NodeCodec {
  encode(payload: WirePayload): Buffer;
  /** Undefined when the bytes are no Sparkplug message. Never throws. */
  decodeCommands(bytes: Uint8Array): readonly Command[] | undefined;
}

/**
 * Loads the message definitions of sparkplug-payload, and only these: its own encoder puts the data type into every
 * metric, which data messages should not have (6.4.6), and leaves no way to send a null without a value.
 */
export async function loadNodeCodec(): Promise<NodeCodec> {
  const library = await import('sparkplug-payload/lib/sparkplugPayloadProto.js');
  const message: Message = library.default.org.eclipse.tahu.protobuf.Payload;
  return {
    encode: (payload) => Buffer.from(message.encode(payload).finish()),
    decodeCommands: (bytes) => decodeCommands(message, bytes),
  };
}

function decodeCommands(message: Message, bytes: Uint8Array): readonly Command[] | undefined {
  try {
    return message.decode(bytes).metrics.map(({ name, booleanValue }) => ({
      name: name ?? undefined,
      flag: booleanValue ?? undefined,
    }));
  } catch {
    return undefined;
  }
}
